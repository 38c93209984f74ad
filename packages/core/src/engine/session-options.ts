import type { JsonObject } from '../protocol/json'
import type { Clock } from './clock'
import type { DurableSetup } from './durable/durable-events'
import type { FileStore } from './files/file-store'
import type { Logger } from './logger'
import type { SessionInfo } from './session-info'
import type { SessionTracer } from './session-tracer'
import type { SessionViewers, SessionViewersOptions } from './viewers/session-viewers'
import type { OutboxLimits } from './wire/outbox'

/** The default maximum number of viewers of one session by links at a time. */
export const MAX_VIEWERS = 100

/** Makes what others need to show a session. Passed in by those who have it: a session in a page is never shared, and does without its code. */
export type ViewersFactory = (options: SessionViewersOptions) => SessionViewers

/** Receives a session's actions, for a worker thread whose page is another session. */
export interface SessionListener {
  /** A command was executed. */
  onCommand(): void
  /** The session offers something that a person can use, so it outlives its tasks from now on. */
  onInteractive(): void
  /** The session listens to the page's own events with this name. */
  onListen(name: string): void
}

/** What the sessions of a host have in common. They share one object, because memory for each session counts. */
export interface CommonOptions {
  /** Whether the page shows the stack of a failed task. */
  readonly debug: boolean
  readonly clock: Clock
  readonly logger: Logger
  readonly outboxLimits?: OutboxLimits | undefined
  /** The largest message that reaches `receive`, in bytes. @default no limit */
  readonly maxMessageBytes?: number | undefined
  /** Whether stray errors of a task's code belong to its session; otherwise they end the process. @default true */
  readonly takesStrayErrors?: boolean | undefined
  /** The store of uploads. A thread has none: files travel over HTTP, which only knows the session that registered the thread. */
  readonly files?: FileStore
  readonly listener?: SessionListener
  /** Lets others show it. @default it cannot be shared */
  readonly viewers?: ViewersFactory | undefined
  /** The maximum number of viewers by links at a time. @default 100 */
  readonly maxViewers?: number | undefined
}

/** What a session is made of. */
export interface SessionOptions {
  readonly id: string
  readonly secret: string
  /** Name of the application. */
  readonly app: string
  readonly params: JsonObject
  readonly info: SessionInfo
  readonly common: CommonOptions
  /** How many seconds a session waits for its page after the connection is lost. */
  readonly reconnectTimeout: number
  /** For a thread of another session: the first of the ids that its tasks share. */
  readonly firstId?: number
  /** Traces it. */
  readonly tracer?: SessionTracer | null | undefined
  /** Makes it durable: the store of its journal, and the records that were read from it. */
  readonly durable?: DurableSetup | undefined
  /** A page has attached, or its connection has ended. */
  readonly onAttached?: () => void
  /** The session has ended and can be released. */
  readonly onGone: () => void
}
