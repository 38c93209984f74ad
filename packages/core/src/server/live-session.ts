import { asJson } from '../api/json'
import { checkArgument } from '../api/arguments'
import { nodeOf } from '../engine/cluster/node'
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
   * @returns the result of `fn`; rejects with its error, with SessionClosedException if the session has closed, or with an Error if the session is
   * durable, because no other process has the function and a restart would lose its effects. Use `send` then
   */
  run<T>(fn: () => T | Promise<T>): Promise<T>
  /**
   * Sends a message to its `on_message(name)`, at most once. A session that listens only with `on_event(name)` gets it there. A durable session records
   * it.
   * @param data JSON. @default null
   * @throws TypeError for data that is not JSON
   * @example session.send('order', { id: 7 }) // in the task: on_message('order', (order) => put_text(order.id))
   */
  send(name: string, data?: unknown): void
}

/** Wraps a session for other parts of the server. */
export function liveSession(session: Session): LiveSession {
  const { id, app, info, local } = session
  return {
    ...{ id, app, info, local },
    run: (fn) => runIn(session, fn),
    send(name, data = null) {
      checkArgument('session.send', 'name', name, 'string')
      const node = nodeOf(session)
      node?.send({ id, node: node.id }, name, asJson('session.send', 'data', data), null)
    },
  }
}

function runIn<T>(session: Session, fn: () => T | Promise<T>): Promise<T> {
  if (session.isClosed)
    return Promise.reject(new SessionClosedException('session.run: this session has been closed.'))
  if (session.durable && !session.durable.isOver)
    return Promise.reject(
      new Error(
        'session.run: this session is durable, and a restart would lose the effects of the function. Use session.send(name, data), and ' +
          'on_message(name, fn) in the task.',
      ),
    )
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
