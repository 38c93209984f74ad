import type { Session } from '../../engine/session'
import { settledIn } from '../../engine/task-context'
import { checkArgument } from '../arguments'
import { contextIfAny, liveContext } from '../live-context'
import { checkPinName } from './make-pin'
import { updatePin } from './update-pin'

/**
 * The values of the pins on the page, by name. Reading gives a promise; writing changes what the page shows. With types:
 * `const form = pin as Pin<{ age: number | null }>`.
 */
export type Pin<Values extends object = { readonly [name: string]: unknown }> = PinMembers & {
  // Read, it is a promise; written, a value: TypeScript has one type for both.
  -readonly [Name in keyof Values]: Values[Name] | Promise<Values[Name]>
}

/** A type and no interface, so that a `Pin` of certain names is a `Pin`. */
type PinMembers = {
  /**
   * From now on, reading a pin that is not on the page is an error instead of null: in this session, or, called outside of any, in all that
   * this process runs.
   */
  use_strict(): void
}

/** Sessions in which `use_strict` was called. */
const strictSessions = new WeakSet<Session>()
let isStrictEverywhere = false

function use_strict(): void {
  const context = contextIfAny()
  if (context) strictSessions.add(context.session)
  else isStrictEverywhere = true
}

/**
 * The session of the task that is running, everything that it has shown so far in place.
 * @throws SessionNotFoundException, SessionClosedException
 */
export function pinSession(caller: string): Session {
  const { session } = liveContext(caller)
  session.view.commit()
  return session
}

/**
 * The value of a pin as it was when the event came that this task answers, or as the task made it since.
 * @throws RangeError in strict mode, where the pin is not on the page
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
  const caller = `pin.${name}`
  const value = async (): Promise<unknown> => {
    checkPinName(caller, name)
    return pinValue(pinSession(caller), caller, name)
  }
  const context = contextIfAny()
  return context ? settledIn(context, value()) : value()
}

/**
 * Reads and writes the pins on the page: `await pin.age` (or `await pin['age']`) gives a pin's value, null where there is none of that name;
 * `pin.age = 30` sets it. What is read was on the page when the person did what the task answers: no round trip is made.
 * @throws the promise: RangeError in strict mode, where the pin is not on the page; at the assignment: TypeError, RangeError for a value
 * that the field cannot have
 * @example put_button('Send', async () => put_text(await pin.age))
 */
export const pin: Pin = new Proxy({ use_strict } as Pin, {
  get(members, name) {
    if (name === 'use_strict') return members.use_strict
    // Not a promise itself; and what looks at any object, such as a debugger, finds nothing.
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

/** Changes a pin; one that is not on the page is left alone, and the log says so. */
export function writePin(caller: string, name: string, fields: Readonly<Record<string, unknown>>): void {
  const session = pinSession(caller)
  if (updatePin(session, name, fields, caller)) return
  session.logger.debug(`[webio] ${caller}: there is no pin ${JSON.stringify(name)} on the page.`)
}
