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
  /** Passed to `authorize()`. */
  readonly auth?: Json | undefined
  readonly resume?: ResumeRequest | undefined
  /** Names the session of another person that the page wants to show (section 12). Ignored with `resume`. */
  readonly view?: ViewRequest | undefined
}

/** Names the session to resume. */
export interface ResumeRequest {
  readonly session: string
  readonly secret: string
  /** Number of the last batch that the page has applied; 0 after a reload. */
  readonly seen: number
  /** Whether the page gives way to one that shows the session (rule H9). */
  readonly unless_attached?: boolean | undefined
  /** The role of the page when it saw batch `seen` (rule W4). @default 'driver' */
  readonly role?: ViewerRole | undefined
  /** A random name of the page (rule H10). */
  readonly page?: string | undefined
  /** The number of this handshake among those of the page (rule H10). */
  readonly attempt?: number | undefined
}

/** The first message of every connection. */
export interface WelcomeMessage {
  readonly type: 'welcome'
  readonly session: string
  readonly secret: string
  readonly resumed: boolean
  /** Number of the last event that the session has handled. */
  readonly handled: number
  /** The limits of the server; absent if there are none. */
  readonly limits?: PageLimits
  /** Whether the session outlives its process (rules R7, R8). */
  readonly durable?: boolean
  /** The role of the page (rule W3). @default 'driver' */
  readonly role?: ViewerRole
  /** The page's number among the viewers, if the session has been shared. */
  readonly viewer?: number
  /** Whether the page may ask to take over with `drive`. */
  readonly may_drive?: boolean
  /** Whether batches are numbered separately from those that the page has received (rule W4). */
  readonly anew?: boolean
}

/** The limits of a server for messages from a page. */
export interface PageLimits {
  /** The size of the largest message, in bytes of its JSON text in UTF-8 (rule E7). */
  readonly message: number
}

/** A numbered list of commands. */
export interface BatchMessage {
  readonly type: 'batch'
  readonly n: number
  readonly handled?: number
  /** Whether a snapshot begins: then the page empties its tree first. */
  readonly reset?: boolean
  readonly commands: readonly Command[]
}

/**
 * Acknowledges events up to `n`.
 * @example const message: HandledMessage = { type: 'handled', n: 3 }
 */
export interface HandledMessage {
  readonly type: 'handled'
  readonly n: number
}

/**
 * Event `n` was refused and changed nothing.
 * @example const message: RefusedMessage = { type: 'refused', n: 3, code: 'no_such_form', message: 'Form 12 is not open.' }
 */
export interface RefusedMessage {
  readonly type: 'refused'
  readonly n: number
  readonly code: EventErrorCode | ConnectionErrorCode
  readonly message: string
}

/**
 * The server is about to close this connection.
 * @example const message: GoodbyeMessage = { type: 'goodbye', code: 'taken_over' }
 */
export interface GoodbyeMessage {
  readonly type: 'goodbye'
  readonly code: ConnectionErrorCode
}

/** The session leaves this process, and continues in another one that may not be running yet (rule R7). */
export interface MovedMessage {
  readonly type: 'moved'
}

/** Another page takes over: this page sends its remaining messages, and `yielded` (rule W6). */
export interface YieldMessage {
  readonly type: 'yield'
}

/** All messages from a server. */
export type ServerMessage =
  | WelcomeMessage
  | BatchMessage
  | HandledMessage
  | RefusedMessage
  | GoodbyeMessage
  | MovedMessage
  | YieldMessage

/**
 * A numbered event.
 * @example const message: EventMessage = { type: 'event', n: 3, seen: 8, event: { type: 'callback-fire', output: 12, key: 0 } }
 */
export interface EventMessage {
  readonly type: 'event'
  readonly n: number
  /** Number of the last batch that the page has applied. */
  readonly seen: number
  readonly event: PageEvent
  /** A hash of the event's target as the page shows it (rule R10). */
  readonly target?: number | undefined
}

/**
 * Acknowledges batches up to `n`.
 * @example const message: SeenMessage = { type: 'seen', n: 8 }
 */
export interface SeenMessage {
  readonly type: 'seen'
  readonly n: number
}

/**
 * The component was unmounted: the session ends at once.
 * @example const message: LeaveMessage = { type: 'leave' }
 */
export interface LeaveMessage {
  readonly type: 'leave'
}

/** What is typed into a form but not submitted, without passwords, for observers (rule W5). */
export interface DraftsMessage {
  readonly type: 'drafts'
  readonly form: NodeId
  readonly values: Drafts
}

/** Answers `yield`: everything before it has been sent. */
export interface YieldedMessage {
  readonly type: 'yielded'
}

/** A viewer asks to take over (rule W6). */
export interface DriveMessage {
  readonly type: 'drive'
}

/** Answers a welcome in the middle of a connection: from here on, the page has the role that the welcome gave it (rule W4). */
export interface JoinedMessage {
  readonly type: 'joined'
}

/** All messages from a page after the handshake. */
export type PageMessage =
  EventMessage | SeenMessage | LeaveMessage | DraftsMessage | YieldedMessage | DriveMessage | JoinedMessage
