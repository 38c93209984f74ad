import type { Task } from './tasks/task'
import type { SessionState } from './wire/session-state'

/** Part of a trace: something that begins and ends. */
export interface Span {
  /** Runs a function as part of it: what begins meanwhile belongs to it. */
  run<T>(body: () => T): T
  /** It has failed. */
  fail(error: unknown): void
  /** It is over. Further calls do nothing. */
  end(): void
}

/** The part of a session that is followed. */
export interface TracedSession {
  readonly id: string
  readonly app: string
  readonly state: SessionState
  readonly durable: { readonly isReplaying: boolean } | null
  onClose(listener: () => void): () => void
}

/** How a session begins. */
export interface Beginning {
  /** Id of its node. */
  readonly node: string | undefined
  /** It began in another process, or in an earlier run of this one. */
  readonly isResumed: boolean
}

/** Follows what sessions do, for traces. */
export interface SessionTracer {
  /** A session begins, or is taken up from its journal. */
  began(session: TracedSession, beginning: Beginning): void
  /** A task is about to run; null if nobody follows its session. */
  task(session: TracedSession, task: Task): Span | null
  /**
   * A step is tried; null if nobody follows its session.
   * @param name of the step
   * @param attempt 1 for the first one
   */
  step(session: TracedSession, name: string, attempt: number): Span | null
}

/** Runs a function in a span, which ends with the promise. */
export async function spanned<T>(span: Span | null | undefined, body: () => Promise<T>): Promise<T> {
  if (!span) return body()
  try {
    return await span.run(body)
  } catch (error) {
    span.fail(error)
    throw error
  } finally {
    span.end()
  }
}
