import type { FirstPaint, Json, PageTransportFactory } from '@webio/core/protocol'
import { PageSession } from '@webio/core/protocol'
import { stableJson } from '../stable-json'

/** The application and the parameters of the wanted session. */
interface Wanted {
  readonly app: string
  readonly params: unknown
}

/** First paints whose session a component of this document has taken. No other component gets it. */
const taken = new Set<string>()

/** A first paint is valid only for the application and the parameters that it was made for. */
export function fits({ app, params }: FirstPaint, wanted: Wanted): boolean {
  return stableJson([app, params]) === stableJson([wanted.app, wanted.params])
}

/**
 * Takes the session of a first paint for one component.
 * @returns false if another component has taken it
 */
export function takePainted({ messages: [{ session }] }: FirstPaint): boolean {
  if (taken.has(session)) return false
  taken.add(session)
  return true
}

/** Ends the session of a first paint that is not needed: the tab has an earlier session to show. */
export function endPainted(
  firstPaint: FirstPaint,
  connect: PageTransportFactory,
  auth: () => Json | undefined,
): void {
  if (!takePainted(firstPaint)) return
  const { app, params } = firstPaint
  const session: PageSession = new PageSession({
    app,
    params,
    firstPaint,
    connect,
    auth,
    // After the page has handled the welcome.
    onWelcome: () => queueMicrotask(() => session.leave()),
  })
  session.start()
}
