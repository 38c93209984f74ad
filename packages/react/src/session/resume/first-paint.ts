import type { FirstPaint, Json, PageTransportFactory } from '@webio/core/protocol'
import { PageSession } from '@webio/core/protocol'
import { stableJson } from '../stable-json'

/** Which session is wanted. */
interface Wanted {
  readonly app: string
  readonly params: unknown
}

/** The sessions of paints that a component of this document has taken up: no other component gets them. */
const taken = new Set<string>()

/** A paint is of use only for the application and the parameters that it was made for. */
export function fits({ app, params }: FirstPaint, wanted: Wanted): boolean {
  return stableJson([app, params]) === stableJson([wanted.app, wanted.params])
}

/**
 * Takes a paint's session for one component.
 * @returns false if another component has it, or had it
 */
export function takePainted({ messages: [{ session }] }: FirstPaint): boolean {
  if (taken.has(session)) return false
  taken.add(session)
  return true
}

/** Ends the session of a paint that nobody needs: the tab has an earlier session to show. */
export function endPainted(
  firstPaint: FirstPaint,
  connect: PageTransportFactory,
  auth: () => Json | undefined,
): void {
  if (!takePainted(firstPaint)) return
  const { app, params } = firstPaint
  const page: PageSession = new PageSession({
    app,
    params,
    firstPaint,
    connect,
    auth,
    // Once the page has dealt with the welcome.
    onWelcome: () => queueMicrotask(() => page.leave()),
  })
  page.start()
}
