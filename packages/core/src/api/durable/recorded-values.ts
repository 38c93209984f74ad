import { checkArgument } from '../arguments'
import { liveContext } from '../live-context'

/**
 * The time, like `Date.now()`. A durable session records it: after a restart the task gets the same time again.
 * @returns milliseconds since 1970
 * @example put_text(`Ordered at ${new Date(now()).toISOString()}`)
 */
export function now(): number {
  return recorded('now', () => Date.now())
}

/**
 * A random number, like `Math.random()`. A durable session records it.
 * @returns at least 0, less than 1
 */
export function random(): number {
  return recorded('random', () => Math.random())
}

/**
 * A random text that cannot be guessed: 122 random bits, as a UUID. A durable session records it.
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
 * Tells whether a session may take a branch that its code did not have when the session started. It returns false for a durable session that passed
 * this place with older code and must therefore repeat what that code did. It returns true for every other session. Within a session the answer for
 * an id never changes.
 * @param id the id of the change, unique in the application
 * @example if (patched('ask for the reason')) reason = await input('Reason')
 */
export function patched(id: string): boolean {
  const { session, path } = liveContext('patched')
  checkArgument('patched', 'id', id, 'string')
  return session.durable?.patched(path, id) ?? true
}
