import type { Command } from './commands'
import type { ConnectionErrorCode, EventErrorCode } from './error-codes'
import type { PageEvent } from './events'
import type { Drafts } from './input-spec'
import type { Json, JsonObject } from './json'
import type { NodeId } from './output-spec'
import type { ViewRequest, ViewerRole } from './viewers'

/** What a page sends to open a connection (Socket.IO's `auth`). */
export interface Handshake {
  readonly protocol: number
  /** Name of the application. */
  readonly app: string
  /** JSON parameters for the task. */
  readonly params: JsonObject
  /** Reaches `authorize()`. */
  readonly auth?: Json | undefined
  readonly resume?: ResumeRequest | undefined
  /** Names the session of somebody else that the page is to show (section 12). Not heard with `resume`. */
  readonly view?: ViewRequest | undefined
}

/** Names the session to take up again. */
export interface ResumeRequest {
  readonly session: string
  readonly secret: string
  /** Number of the last batch that the page has applied; 0 after a reload. */
  readonly seen: number
  /** The page gives way to one that shows the session (rule H9). */
  readonly unless_attached?: boolean | undefined
  /** What the page was when it saw batch `seen` (rule W4). @default 'driver' */
  readonly role?: ViewerRole | undefined
}

/** First message of every connection. */
export interface WelcomeMessage {
  readonly type: 'welcome'
  readonly session: string
  readonly secret: string
  readonly resumed: boolean
  /** Number of the last event that the session has handled. */
  readonly handled: number
  /** What the server takes; absent if it takes everything. */
  readonly limits?: PageLimits
  /** The session outlives its process (rules R7, R8). */
  readonly durable?: boolean
  /** The page may only watch (rule W3). @default 'driver' */
  readonly role?: ViewerRole
  /** Its number among the viewers, if the session has been shared. */
  readonly viewer?: number
  /** It may ask for the session by `drive`. */
  readonly may_drive?: boolean
  /** Batches are numbered apart from those that the page has had (rule W4). */
  readonly anew?: boolean
}

/** What a server takes from a page. */
export interface PageLimits {
  /** The largest message: bytes of its JSON text in UTF-8 (rule E7). */
  readonly message: number
}

/** A numbered list of commands. */
export interface BatchMessage {
  readonly type: 'batch'
  readonly n: number
  readonly handled?: number
  /** A snapshot begins: the page empties its tree first. */
  readonly reset?: boolean
  readonly commands: readonly Command[]
}

/** Acknowledges events up to `n`. */
export interface HandledMessage {
  readonly type: 'handled'
  readonly n: number
}

/** Event `n` was refused and changed nothing. */
export interface RefusedMessage {
  readonly type: 'refused'
  readonly n: number
  readonly code: EventErrorCode | ConnectionErrorCode
  readonly message: string
}

/** The server is about to close this connection. */
export interface GoodbyeMessage {
  readonly type: 'goodbye'
  readonly code: ConnectionErrorCode
}

/** The session leaves this process, and continues in another one that may not be there yet (rule R7). */
export interface MovedMessage {
  readonly type: 'moved'
}

/** Somebody else takes over: the page sends what it still has to say, and `yielded` (rule W6). */
export interface YieldMessage {
  readonly type: 'yield'
}

/** Everything a server sends. */
export type ServerMessage =
  | WelcomeMessage
  | BatchMessage
  | HandledMessage
  | RefusedMessage
  | GoodbyeMessage
  | MovedMessage
  | YieldMessage

/** A numbered event. */
export interface EventMessage {
  readonly type: 'event'
  readonly n: number
  /** Number of the last batch that the page has applied. */
  readonly seen: number
  readonly event: PageEvent
  /** What the event is about, as the page shows it: a hash (rule R10). */
  readonly target?: number | undefined
}

/** Acknowledges batches up to `n`. */
export interface SeenMessage {
  readonly type: 'seen'
  readonly n: number
}

/** The component was unmounted: the session ends at once. */
export interface LeaveMessage {
  readonly type: 'leave'
}

/** What is typed into a form and not submitted, for those who watch (rule W5). Without passwords. */
export interface DraftsMessage {
  readonly type: 'drafts'
  readonly form: NodeId
  readonly values: Drafts
}

/** Answers `yield`: everything before it has been sent. */
export interface YieldedMessage {
  readonly type: 'yielded'
}

/** A viewer wants to take over (rule W6). */
export interface DriveMessage {
  readonly type: 'drive'
}

/** Answers a welcome in the middle of a connection: from here on the page speaks as what that welcome made it (rule W4). */
export interface JoinedMessage {
  readonly type: 'joined'
}

/** Everything a page sends after the handshake. */
export type PageMessage =
  EventMessage | SeenMessage | LeaveMessage | DraftsMessage | YieldedMessage | DriveMessage | JoinedMessage
