import type { CloseReason, Command, TreeCommand } from '../../protocol/commands'
import type { JsonObject } from '../../protocol/json'
import type { PageMessage, ServerMessage } from '../../protocol/wire-messages'
import type { SessionInfo } from '../session-info'
import { FIRST_THREAD_ID } from '../tasks/id-ranges'

/**
 * What travels between a session and a worker thread that works for it. The thread runs a session of its own, and the session that registered
 * it is that one's page: batches go to it, events come from it, as between any session and its page. What the rest of the session shows
 * comes too, so that the thread can write into any scope.
 */
export type ToThread =
  | { readonly type: 'welcome'; readonly welcome: ThreadWelcome }
  /** What others of the session have shown. */
  | { readonly type: 'shown'; readonly commands: readonly TreeCommand[] }
  | { readonly type: 'page'; readonly message: PageMessage }
  | { readonly type: 'end'; readonly reason: CloseReason }

export type FromThread =
  /** Asks for the welcome; again and again until it comes. */
  | { readonly type: 'hello' }
  | { readonly type: 'server'; readonly message: ServerMessage }
  | {
      readonly type: 'log'
      readonly level: LogLevel
      readonly message: string
      readonly details: readonly unknown[]
    }
  /** The page's own events of this name are for the thread. */
  | { readonly type: 'listen'; readonly name: string }
  /** The thread has something that a person can use: its session outlives its tasks. */
  | { readonly type: 'stay' }
  /** The session has ended, and the thread's deferred functions have run. */
  | { readonly type: 'ended' }

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** All that a thread's session begins with. */
export interface ThreadWelcome {
  readonly id: string
  readonly app: string
  readonly params: JsonObject
  readonly info: SessionInfo
  readonly debug: boolean
  /** What the session shows now. */
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
 * The channel on which a session and a thread find each other: nothing has to be handed over, and the worker's own messages are left alone. It
 * reaches the threads of this process and no other.
 */
export function openChannel<Out, In>(threadId: number): ThreadChannel<Out, In> {
  return new BroadcastChannel(`@webio/core/thread/${threadId}`) as unknown as ThreadChannel<Out, In>
}
