import type { Json } from '@webio/core/protocol'
import { setUpCharts } from '../src/outputs/chart/set-up-charts'

/** The global `WebIO` of the stand-alone page, for the author's own scripts (`config({ js_code, js_file })`). */
interface PageWebIO {
  /** Sends an event to the task: `on_event(name, callback)` receives it. Ignored before the session starts and after its end. */
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

// Runs before `DOMContentLoaded`, since this is part of a module.
Object.assign(globalThis, { WebIO: page })
