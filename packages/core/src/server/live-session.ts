import type { Session } from '../engine/session'
import type { SessionInfo } from '../engine/session-info'
import { SessionClosedException } from '../errors'

/** A session, as seen by other parts of a server: a route handler, a cron job, a queue consumer. */
export interface LiveSession {
  readonly id: string
  /** Name of its application. */
  readonly app: string
  readonly info: SessionInfo
  /** The session's `local`. */
  readonly local: Record<string | symbol, unknown>
  /**
   * Runs `fn` as a task of this session: its outputs appear on the session's page.
   * @returns the result of `fn`; rejects with its error, or with SessionClosedException if the session has closed
   */
  run<T>(fn: () => T | Promise<T>): Promise<T>
}

/** Wraps a session for other parts of the server. */
export function liveSession(session: Session): LiveSession {
  const { id, app, info, local } = session
  return { id, app, info, local, run: (fn) => runIn(session, fn) }
}

function runIn<T>(session: Session, fn: () => T | Promise<T>): Promise<T> {
  if (session.isClosed)
    return Promise.reject(new SessionClosedException('session.run: this session has been closed.'))
  return new Promise<T>((resolve, reject) => {
    void session.tasks.run('external', async () => {
      try {
        resolve(await fn())
      } catch (error) {
        reject(error as Error) // The caller of run() gets the error, so the session does not log it.
      }
    })
  })
}
