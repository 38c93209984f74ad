import { checkArgument } from '../arguments'
import { liveContext } from '../live-context'

/**
 * The time, as `Date.now()` tells it. In a durable session it is recorded: after a restart the task is told the same again.
 * @returns milliseconds since 1970
 * @example put_text(`Ordered at ${new Date(now()).toISOString()}`)
 */
export function now(): number {
  return recorded('now', () => Date.now())
}

/**
 * A random number, as `Math.random()` gives it. In a durable session it is recorded.
 * @returns at least 0, less than 1
 */
export function random(): number {
  return recorded('random', () => Math.random())
}

/**
 * A random text that nobody can guess: 122 random bits, as a UUID. In a durable session it is recorded.
 * @example const order = random_id()
 */
export function random_id(): string {
  return recorded('random_id', () => globalThis.crypto.randomUUID())
}

function recorded<T>(caller: string, make: () => T): T {
  const { session, path } = liveContext(caller)
  return session.durable ? session.durable.value(path, caller, make) : make()
}

/**
 * Tells whether a session may take a path that its code did not have at first. A durable session that has passed this place with older code gets
 * false, and keeps to what that code did; every other one gets true. Within a session the answer for an id is always the same.
 * @param id of the change, unique in the application
 * @example if (patched('ask for the reason')) reason = await input('Reason')
 */
export function patched(id: string): boolean {
  const { session, path } = liveContext('patched')
  checkArgument('patched', 'id', id, 'string')
  return session.durable?.patched(path, id) ?? true
}
