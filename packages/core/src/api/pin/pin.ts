import type { Session } from '../../engine/session'
import { settledIn } from '../../engine/task-context'
import { checkArgument } from '../arguments'
import { contextIfAny, liveContext } from '../live-context'
import { logNotOnPage } from '../not-on-page'
import { checkPinName } from './make-pin'
import { updatePin } from './update-pin'

/**
 * The values of the pins on the page, by name. Reading returns a promise; writing changes the page. With types:
 * `const form = pin as Pin<{ age: number | null }>`.
 */
export type Pin<Values extends object = { readonly [name: string]: unknown }> = PinMembers & {
  // Reading returns a promise and writing accepts a value, but TypeScript has one type for both.
  -readonly [Name in keyof Values]: Values[Name] | Promise<Values[Name]>
}

/** A type instead of an interface, so that a `Pin` with certain names is assignable to `Pin`. */
type PinMembers = {
  /**
   * From now on, reading a pin that is not on the page throws instead of returning null: in this session or, if called outside any session, in all
   * sessions of this process.
   */
  use_strict(): void
}

/** Sessions that called `use_strict`. */
const strictSessions = new WeakSet<Session>()
let isStrictEverywhere = false

function use_strict(): void {
  const context = contextIfAny()
  if (context) strictSessions.add(context.session)
  else isStrictEverywhere = true
}

/**
 * The session of the running task, after all its outputs so far are in the tree.
 * @throws SessionNotFoundException, SessionClosedException
 */
export function pinSession(caller: string): Session {
  const { session } = liveContext(caller)
  session.view.commit()
  return session
}

/**
 * The value of a pin at the event that this task handles, or the value that the task has set since.
 * @throws RangeError in strict mode if the pin is not on the page
 */
export function pinValue(session: Session, caller: string, name: string): unknown {
  const task = contextIfAny()?.task
  if (task?.seen !== undefined) task.seen = session.lastEvent
  if ((isStrictEverywhere || strictSessions.has(session)) && !session.pins.has(name)) {
    throw new RangeError(`${caller}: pin widget ${JSON.stringify(name)} doesn't exist.`)
  }
  return session.pins.value(name)
}

function read(name: string): Promise<unknown> {
  const context = contextIfAny()
  const value = valueNow(`pin.${name}`, name)
  return context ? settledIn(context, value) : value
}

function valueNow(caller: string, name: string): Promise<unknown> {
  try {
    checkPinName(caller, name)
    return Promise.resolve(pinValue(pinSession(caller), caller, name))
  } catch (error) {
    return Promise.reject(error as Error)
  }
}

/**
 * Reads and writes the pins on the page: `await pin.age` (or `await pin['age']`) returns a pin's value, or null if the pin does not exist; `pin.age
 * = 30` sets it. Reading needs no round trip: it returns the value at the person's action that the task handles.
 * @throws the promise rejects with RangeError in strict mode if the pin is not on the page; the assignment throws TypeError or RangeError if the
 * field cannot have the value
 * @example put_button('Send', async () => put_text(await pin.age))
 */
export const pin: Pin = new Proxy({ use_strict } as Pin, {
  get(members, name) {
    if (name === 'use_strict') return members.use_strict
    // It is not a promise itself, and tools that inspect objects, such as debuggers, find no pins.
    return typeof name === 'symbol' || name === 'then' ? undefined : read(name)
  },
  set(_members, name, value) {
    const caller = `pin.${String(name)}`
    checkArgument(caller, 'name', name, 'string')
    checkPinName(caller, name)
    writePin(caller, name, { value })
    return true
  },
})

/** Changes a pin. A pin that is not on the page is ignored and logged. */
export function writePin(caller: string, name: string, fields: Readonly<Record<string, unknown>>): void {
  const session = pinSession(caller)
  if (updatePin(session, name, fields, caller)) return
  logNotOnPage(session, caller, 'pin', name)
}
