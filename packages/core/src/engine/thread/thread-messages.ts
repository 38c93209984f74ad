import type {
  CloseReason,
  Command,
  RowsAnswerCommand,
  RowsFailedCommand,
  TreeCommand,
} from '../../protocol/commands'
import type { RowsCancelEvent, RowsRequestEvent } from '../../protocol/events'
import type { JsonObject } from '../../protocol/json'
import type { PageMessage, ServerMessage } from '../../protocol/wire-messages'
import type { SessionInfo } from '../session-info'
import { FIRST_THREAD_ID } from '../tasks/id-ranges'

/**
 * The messages between a session and its worker thread. The thread runs its own session, whose page is the session that registered the thread:
 * batches and events travel as between any session and its page. Other outputs of the session are sent too, so that the thread can write into any
 * scope.
 */
export type ToThread =
  | { readonly type: 'welcome'; readonly welcome: ThreadWelcome }
  /** Outputs of the session from other sources. */
  | { readonly type: 'shown'; readonly commands: readonly TreeCommand[] }
  | { readonly type: 'page'; readonly message: PageMessage }
  /** An observer's page asks for rows, or no longer needs them. `n` is the number of a request among those of all observers. */
  | { readonly type: 'rows'; readonly n: number; readonly event: RowsRequestEvent | RowsCancelEvent }
  | { readonly type: 'end'; readonly reason: CloseReason }

export type FromThread =
  /** Asks for the welcome, repeatedly until it comes. */
  | { readonly type: 'hello' }
  | { readonly type: 'server'; readonly message: ServerMessage }
  /** The answer to a request of an observer. */
  | { readonly type: 'rows'; readonly command: RowsAnswerCommand | RowsFailedCommand }
  | {
      readonly type: 'log'
      readonly level: LogLevel
      readonly message: string
      readonly details: readonly unknown[]
    }
  /** The thread listens to the page's own events with this name. */
  | { readonly type: 'listen'; readonly name: string }
  /** The thread offers something that a person can use, so its session outlives its tasks. */
  | { readonly type: 'stay' }
  /** The session has ended, and the thread's deferred functions have run. */
  | { readonly type: 'ended' }

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** The initial state of a thread's session. */
export interface ThreadWelcome {
  readonly id: string
  readonly app: string
  readonly params: JsonObject
  readonly info: SessionInfo
  readonly debug: boolean
  /** The current tree of the session. */
  readonly snapshot: readonly Command[]
  /** The first id that the thread may issue. */
  readonly firstId: number
}

/** Ids that one thread can issue before those of the next one begin. */
const IDS_OF_A_THREAD = 2 ** 32

/** The first id of the n-th thread of a session, from 1. */
export function firstIdOf(thread: number): number {
  return FIRST_THREAD_ID + (thread - 1) * IDS_OF_A_THREAD
}

/** The thread that issued an id; 0 for the session itself. */
export function threadOf(id: number): number {
  return id < FIRST_THREAD_ID ? 0 : 1 + Math.floor((id - FIRST_THREAD_ID) / IDS_OF_A_THREAD)
}

/** The end of a `BroadcastChannel` of Node. */
export interface ThreadChannel<Out, In> {
  onmessage: ((event: { readonly data: In }) => void) | null
  postMessage(message: Out): void
  close(): void
  ref(): void
  unref(): void
}

/**
 * The channel that connects a session and a thread: nothing has to be passed to the worker, and its own messages are not affected. It reaches only
 * the threads of this process.
 */
export function openChannel<Out, In>(threadId: number): ThreadChannel<Out, In> {
  return new BroadcastChannel(`@webio/core/thread/${threadId}`) as unknown as ThreadChannel<Out, In>
}
