import type { Json } from '@webio/core/protocol'
import { setUpCharts } from '../src/outputs/chart/set-up-charts'

/** What scripts of the author's own (`config({ js_code, js_file })`) find on the stand-alone page as `WebIO`. */
interface PageWebIO {
  /** Sends an event to the task: `on_event(name, callback)` receives it. Goes nowhere before there is a session, and after its end. */
  send(name: string, data?: Json): void
  readonly setUpCharts: typeof setUpCharts
}

let session: { send(name: string, data: Json): void } | null = null

const page: PageWebIO = {
  send: (name, data = null) => session?.send(name, data),
  setUpCharts,
}

/** Lets scripts send events to the session. */
export function exposeSession(shown: NonNullable<typeof session>): void {
  session = shown
}

// Before `DOMContentLoaded`, since this is part of a module.
Object.assign(globalThis, { WebIO: page })
