import type {
  CloseReason,
  FirstPaint,
  Json,
  JsonObject,
  JsonShape,
  PageStatus,
  PageTransportFactory,
  ViewRequest,
} from '@webio/core/protocol'
import type { LaterCode } from './later-code'
import type { PageServices } from './page-services'
import type { Setup } from './setup'
import type { FileWire } from './wire/file-wire'
import type { InPageTask } from './wire/task-transport'

/** How a session ended, as passed to `onClose`. */
export interface CloseInfo {
  readonly reason: CloseReason
  /** What the task returned, if it is JSON. */
  readonly result?: Json | undefined
}

/**
 * The codes that `onError` receives: a code of the protocol, `connect_fail` while the server cannot be reached, `window_blocked` if the browser does
 * not let `go_app` open a window, `output_failed` if an output cannot be drawn, `part_failed` if a component in `fields` or `slots` throws, so that
 * the built-in ones are drawn, or `no_endpoint` if the props do not say what to start.
 */
export interface WebIOError {
  readonly code: string
  readonly message: string
  /** What was thrown, if something was. */
  readonly cause?: unknown
}

/** The callbacks of the embedding page. */
export interface PageHandlers {
  readonly onReady?: ((info: { readonly resumed: boolean }) => void) | undefined
  readonly onEvent?: ((name: string, data: Json) => void) | undefined
  /** Called with the task's return value when the task has ended, before `onClose`. Not called if the value is undefined or not JSON. */
  readonly onResult?: ((result: Json) => void) | undefined
  readonly onClose?: ((info: CloseInfo) => void) | undefined
  readonly onError?: ((error: WebIOError) => void) | undefined
}

/** The host page's decisions while a session runs. */
export interface PagePolicy {
  /** Passed to `authorize()`, and read before every connection. */
  readonly auth?: Json | undefined
  /** Whether scripts that the server sends may run. */
  readonly allowScripts: boolean
  /** The task, if it runs in the page itself. */
  readonly task?: InPageTask | undefined
}

/** The options of a session, which also tell it apart from others. */
export interface SessionOwnerOptions {
  /** Undefined if the session runs in the page itself. */
  readonly endpoint: string | undefined
  readonly app: string
  readonly params: JsonObject
  readonly resumeKey?: string | undefined
  /** What the document shows of a session that started with it. It is ignored if the application or the parameters differ. */
  readonly firstPaint?: FirstPaint | null | undefined
  /** The session of somebody else, which shows instead of one of its own. */
  readonly view?: ViewRequest | undefined
  /** Whether the page is WebIO's own: then another application replaces it. */
  readonly isStandAlone?: boolean | undefined
  readonly connect: PageTransportFactory
  /** Called when a file has to be transferred. */
  readonly files: () => FileWire
  readonly services: PageServices
  readonly code: LaterCode
  /** How many seconds the session continues without a component that shows it. @default 30 */
  readonly keepAlive?: number | undefined
  /** Whether the session lives outside the component tree, whether or not a component shows it. */
  readonly isIndependent?: boolean | undefined
  /** The owner's callbacks. Components that show the session are notified too. */
  readonly handlers?: PageHandlers | undefined
  /** The owner's decisions. If missing, the component decides. */
  readonly policy?: (() => PagePolicy) | undefined
  /** Sessions of different groups are never interchangeable. */
  readonly group?: unknown
  /** What the host page said. The session does not start if that is incomplete or invalid. */
  readonly setup?: Setup | undefined
  /** Fetches a cookie from the server. Undefined if there is no server. */
  readonly fetchCookie?: ((session: string, token: string) => void) | undefined
  /** Tells the developer that the server cannot be reached. Undefined if there is no server. */
  readonly tellUnreachable?: (() => void) | undefined
}

/** A session outside the component tree, created by `createWebIOSession()`. */
export interface WebIOSession {
  /** The status of the page. It is `connecting` until a component shows the session. */
  readonly status: PageStatus
  /** Calls `listener` when `status` changes. Returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void
  /** Sends an event to the task: `on_event(name, callback)` receives it. Ignored before the session starts and after its end. */
  send<Data = Json>(name: string, data?: Json | JsonShape<Data>): void
  /** Ends the session. Its outputs stay visible. */
  close(): void
  /** Ends the session and starts a new one. */
  restart(): void
}
