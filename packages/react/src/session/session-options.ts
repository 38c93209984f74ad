import type {
  CloseReason,
  FirstPaint,
  Json,
  JsonObject,
  PageStatus,
  PageTransportFactory,
} from '@webio/core/protocol'
import type { PageServices } from './page-services'
import type { FileWire } from './wire/file-wire'
import type { InPageTask } from './wire/task-transport'

/** How a session ended, as `onClose` hears it. */
export interface CloseInfo {
  readonly reason: CloseReason
  /** What the task returned, where that is JSON. */
  readonly result?: Json | undefined
}

/**
 * The codes that `onError` receives: a code of the protocol, `connect_fail` while the server cannot be reached, `window_blocked` if the browser does
 * not let `go_app` open a window, or `output_failed` if an output cannot be drawn.
 */
export interface WebIOError {
  readonly code: string
  readonly message: string
  /** What was thrown, if something was. */
  readonly cause?: unknown
}

/** What the embedding page wants to hear. */
export interface PageHandlers {
  readonly onReady?: ((info: { readonly resumed: boolean }) => void) | undefined
  readonly onEvent?: ((name: string, data: Json) => void) | undefined
  /** Called with the task's return value when the task has ended, before `onClose`. Not called if the value is undefined or not JSON. */
  readonly onResult?: ((result: Json) => void) | undefined
  readonly onClose?: ((info: CloseInfo) => void) | undefined
  readonly onError?: ((error: WebIOError) => void) | undefined
}

/** What the host page decides while a session runs. */
export interface PagePolicy {
  /** Passed to `authorize()`; called before every connection. */
  readonly auth?: Json | undefined
  /** Scripts that the server sends may run. */
  readonly allowScripts: boolean
  /** What runs in the page itself. */
  readonly task?: InPageTask | undefined
}

/** What makes one session another. */
export interface SessionOwnerOptions {
  /** Undefined where the session runs in the page itself. */
  readonly endpoint: string | undefined
  readonly app: string
  readonly params: JsonObject
  readonly resumeKey?: string | undefined
  /** What the document shows of a session that was started with it. Of another application or other parameters it is nothing. */
  readonly firstPaint?: FirstPaint | null | undefined
  /** The page is WebIO's own: another application shows in its place. */
  readonly isStandAlone?: boolean | undefined
  readonly connect: PageTransportFactory
  /** Asked for when a file is to travel. */
  readonly files: () => FileWire
  readonly services: PageServices
  /** For how many seconds the session goes on without a component that shows it. @default 30 */
  readonly keepAlive?: number | undefined
  /** The session lives outside of the component tree, whether a component shows it or not. */
  readonly isIndependent?: boolean | undefined
  /** What its owner wants to hear; components that show it are told, too. */
  readonly handlers?: PageHandlers | undefined
  /** What its owner decides; else the component does. */
  readonly policy?: (() => PagePolicy) | undefined
  /** Sessions of different groups are never taken for each other. */
  readonly group?: unknown
  /** False: nobody has said yet where the task is. The session does not start. */
  readonly isComplete?: boolean | undefined
  /** Fetches a cookie from the server. Undefined where there is none. */
  readonly fetchCookie?: ((session: string, token: string) => void) | undefined
}

/** A session outside of the component tree, made by `createWebIOSession()`. */
export interface WebIOSession {
  /** How the page stands to the session. `connecting` until a component shows it. */
  readonly status: PageStatus
  /** Calls `listener` when `status` changes. Returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void
  /** Sends an event to the task: `on_event(name, callback)` receives it. Before there is a session, and after its end, it goes nowhere. */
  send(name: string, data?: Json): void
  /** Ends the session. Its outputs stay visible. */
  close(): void
  /** Ends the session and starts a new one. */
  restart(): void
}
