import type { Task } from './tasks/task'
import type { SessionState } from './wire/session-state'

/** A part of a trace, with a beginning and an end. */
export interface Span {
  /** Runs a function as part of it. Spans that begin meanwhile are its children. */
  run<T>(body: () => T): T
  /** Marks it as failed. */
  fail(error: unknown): void
  /** Ends it. Further calls do nothing. */
  end(): void
}

/** The part of a session that a tracer sees. */
export interface TracedSession {
  readonly id: string
  readonly app: string
  readonly state: SessionState
  readonly durable: { readonly isReplaying: boolean } | null
  onClose(listener: () => void): () => void
}

/** How a session begins. */
export interface Beginning {
  /** The id of its node. */
  readonly node: string | undefined
  /** Whether it began in another process, or in an earlier run of this one. */
  readonly isResumed: boolean
}

/** Traces the work of sessions. */
export interface SessionTracer {
  /** A session begins or is continued from its journal. */
  began(session: TracedSession, beginning: Beginning): void
  /** A task is about to run. Returns null if its session is not traced. */
  task(session: TracedSession, task: Task): Span | null
  /**
   * A step is about to be tried. Returns null if its session is not traced.
   * @param name the name of the step
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
