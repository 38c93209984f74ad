import type { CallbackOptions } from '../../engine/tasks/callbacks'
import type { TaskContext } from '../../engine/task-context'
import { settledIn } from '../../engine/task-context'
import { SessionClosedException } from '../../errors'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions, isPlainObject } from '../arguments'
import { liveContext } from '../live-context'
import { withoutNulls } from '../without-nulls'
import { checkPinName } from './make-pin'
import { pinSession, pinValue, writePin } from './pin'

/** The changes of `pin_update`. */
export interface PinUpdateFields {
  /** Marks the field as valid or invalid; null or 0 removes the mark. */
  readonly valid_status?: boolean | 0 | null
  /** Shown while `valid_status` is false. */
  readonly invalid_feedback?: string | null
  /** Shown while `valid_status` is true. */
  readonly valid_feedback?: string | null
  /** A parameter of the pin's function, such as `value`, `options`, `label`, `help_text`; null clears one. */
  readonly [parameter: string]: unknown
}

/**
 * Changes a pin on the page. A missing pin is ignored.
 * @throws TypeError for parameters that cannot change (type, name, validate, buttons, code, onchange, multiple, inline) or have the wrong type
 */
export function pin_update(name: string, fields: PinUpdateFields): void {
  checkPinName('pin_update', name)
  writePin('pin_update', name, fields)
}

/** A person's change of a pin. */
export interface PinChanged<Name extends string = string> {
  readonly name: Name
  readonly value: unknown
}

export interface PinWaitOptions {
  /** The number of seconds after which the wait ends with null. */
  timeout?: number
  /** Ends the wait with null when it is aborted. */
  signal?: AbortSignal
}

const WAIT_RULES = { timeout: 'number', signal: 'signal' } as const satisfies OptionRules

/**
 * Waits until a person changes one of these pins. Changes between two calls are not kept.
 * @param names names, or arrays of names; options may follow
 * @returns the name and the new value; null if the timeout is over or the signal is aborted
 * @throws TypeError without a name or if `signal` is not an AbortSignal, RangeError if the timeout is invalid; the promise rejects with
 * SessionClosedException if the visitor leaves
 * @example const change = await pin_wait_change('width', 'height', { timeout: 10 })
 */
export function pin_wait_change<const Name extends string>(
  ...names: readonly (Name | readonly Name[])[]
): Promise<PinChanged<Name>>
export function pin_wait_change<const Name extends string>(
  ...namesAndOptions: readonly [...names: (Name | readonly Name[])[], options: PinWaitOptions]
): Promise<PinChanged<Name> | null>
export function pin_wait_change(...given: readonly unknown[]): Promise<PinChanged | null> {
  const last = given.at(-1)
  const names = (isPlainObject(last) ? given.slice(0, -1) : given).flat()
  const options = checkOptions<PinWaitOptions>('pin_wait_change', isPlainObject(last) ? last : {}, WAIT_RULES)
  if (names.length === 0) throw new TypeError('pin_wait_change: give it at least one name.')
  for (const name of names) checkPinName('pin_wait_change', name)
  if (options.timeout !== undefined && options.timeout < 0)
    throw new RangeError(`pin_wait_change: timeout must be 0 seconds or more, not ${options.timeout}.`)
  const context = liveContext('pin_wait_change')
  const promise = settledIn(context, waitForChange(context, new Set(names as string[]), options))
  // An unawaited promise must not end the process when the session closes.
  promise.catch(() => {})
  return promise
}

async function waitForChange(
  { session, task, path }: TaskContext,
  names: ReadonlySet<string>,
  { timeout, signal }: PinWaitOptions,
): Promise<PinChanged | null> {
  session.view.commit()
  const cleanUps: (() => void)[] = []
  try {
    return await new Promise<PinChanged | null>((resolve, reject) => {
      const giveUp = (): void => resolve(null)
      cleanUps.push(
        session.pins.onNextChange(names, (change, n) => {
          task.seen = n
          resolve(change)
        }),
        task.onClose(() =>
          reject(new SessionClosedException('pin_wait_change: this session or task has been closed.')),
        ),
      )
      if (timeout !== undefined)
        cleanUps.push(session.timer(path, 'timeout of pin_wait_change', giveUp, timeout * 1000))
      if (!signal) return
      if (signal.aborted) giveUp()
      signal.addEventListener('abort', giveUp, { once: true })
      cleanUps.push(() => signal.removeEventListener('abort', giveUp))
    })
  } finally {
    for (const cleanUp of cleanUps) cleanUp()
  }
}

/** A method, so that the author may declare the type of the pin's value. */
type PinHandler = { handler(value: unknown): unknown }['handler']

export interface PinOnChangeOptions extends Pick<CallbackOptions, 'serial_mode' | 'mutex_mode'> {
  /** Called with the new value at every change by a person. Optional only with `clear`. */
  onchange?: PinHandler | null
  /** Removes the functions that were added before. @default false */
  clear?: boolean
  /** Calls `onchange` once with the current value. @default false */
  init_run?: boolean
}

const ON_CHANGE_RULES = {
  onchange: 'function',
  clear: 'boolean',
  init_run: 'boolean',
  serial_mode: 'boolean',
  mutex_mode: 'boolean',
} as const satisfies OptionRules

/**
 * Adds a function that is called as a separate task when a person changes the pin with this name. Several functions start in the order in which they
 * were added. The pin need not exist yet, and another pin with the same name may replace it.
 * @throws TypeError without `onchange` and `clear`
 * @example pin_on_change('country', { onchange: (country) => pin_update('city', { options: CITIES[country] }), init_run: true })
 */
export function pin_on_change(name: string, options: PinOnChangeOptions): void {
  checkPinName('pin_on_change', name)
  const session = pinSession('pin_on_change')
  const { path } = liveContext('pin_on_change')
  const checked = checkOptions('pin_on_change', options, ON_CHANGE_RULES)
  const { onchange, clear, init_run, serial_mode, mutex_mode } = checked
  if (!onchange && !clear) throw new TypeError('pin_on_change: give it onchange, or clear: true.')
  if (clear) session.pins.unlisten(name)
  if (!onchange) return
  session.pins.listen(name, onchange, withoutNulls({ serial_mode, mutex_mode }), path)
  session.tasks.stayAlive()
  const first = (): unknown => onchange(pinValue(session, 'pin_on_change', name))
  if (init_run) void session.tasks.startCallback(first, { path: path.child() })
}

/**
 * The values of several pins at once, by name; null for a pin that is not on the page.
 * @param names the pins; without names, all pins on the page
 * @throws the promise rejects with RangeError in strict mode if a pin is not on the page
 */
export async function get_pin_values<const Name extends string>(
  names?: readonly Name[],
): Promise<{ [Key in Name]: unknown }> {
  const session = pinSession('get_pin_values')
  if (names !== undefined) checkArgument('get_pin_values', 'names', names, 'array')
  const values: Partial<Record<string, unknown>> = {}
  for (const name of names ?? session.pins.names) {
    checkPinName('get_pin_values', name)
    values[name] = pinValue(session, 'get_pin_values', name)
  }
  return values as { [Key in Name]: unknown }
}
