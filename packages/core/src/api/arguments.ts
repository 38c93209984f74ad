import { withoutNulls } from './without-nulls'

/** Checks of arguments: each throws at the call, and names the function, the argument and the rule. */

/** What may be given for an argument, in words, and the test for it. */
type Rule = readonly [description: string, test: (value: unknown) => boolean]

const RULES = {
  string: ['a string', (value) => typeof value === 'string'],
  boolean: ['true or false', (value) => typeof value === 'boolean'],
  number: ['a finite number', (value) => typeof value === 'number' && Number.isFinite(value)],
  integer: ['an integer', (value) => Number.isInteger(value)],
  function: ['a function', (value) => typeof value === 'function'],
  array: ['an array', Array.isArray],
  object: ['a plain object', isPlainObject],
  'string or number': [
    'a string or a number',
    (value) => typeof value === 'string' || typeof value === 'number',
  ],
  scope: ['the name of a scope, or an index into the scope stack', isScopeRef],
  signal: ['an AbortSignal', isAbortSignal],
  any: ['anything', () => true],
} as const satisfies Record<string, Rule>

/** The kinds of values that an option can be declared to take. */
export type ArgumentKind = keyof typeof RULES

/** Option names and what each takes; an array lists the only values. */
export type OptionRules = { readonly [name: string]: ArgumentKind | readonly (string | number | boolean)[] }

/**
 * Checks one argument. Undefined and null pass unless `required`.
 * @throws TypeError
 */
export function checkArgument(
  caller: string,
  name: string,
  value: unknown,
  rule: OptionRules[string],
  required = true,
): void {
  if (value === undefined || value === null) {
    if (!required) return
  } else if (typeof rule === 'string' ? RULES[rule][1](value) : rule.includes(value as string)) return
  const wanted =
    typeof rule === 'string' ? RULES[rule][0] : `one of ${rule.map((v) => JSON.stringify(v)).join(', ')}`
  throw new TypeError(`${caller}: ${name} must be ${wanted}, not ${describe(value)}.`)
}

/**
 * Checks a trailing options object: a plain object, no unknown names, every value of its kind.
 * @param nullable options for which null is a value
 * @returns a copy without what is undefined or null: Python's None means "not given"
 * @throws TypeError
 */
export function checkOptions<T extends object>(
  caller: string,
  options: T | undefined | null,
  rules: OptionRules,
  nullable: readonly string[] = [],
): T {
  if (options === undefined || options === null) return {} as T
  if (!isPlainObject(options)) {
    throw new TypeError(`${caller}: the options must be a plain object, not ${describe(options)}.`)
  }
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (!rule) {
      throw new TypeError(
        `${caller}: there is no option ${JSON.stringify(name)}. It takes ${Object.keys(rules).join(', ')}.`,
      )
    }
    checkArgument(caller, name, value, rule, false)
  }
  const given = withoutNulls(options) as T
  for (const name of nullable) if (options[name as keyof T] === null) given[name as keyof T] = null as never
  return given
}

/** `{}` or `Object.create(null)` and the like, of any realm; no class instance, no array. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** A value in a few words, for a message. */
export function describe(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
  if (typeof value === 'function') return `the function ${value.name || '(anonymous)'}`
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `an array of ${value.length}`
  return isPlainObject(value) ? 'a plain object' : `a ${value.constructor.name}`
}

const NAME = /^[\w-]+$/

/**
 * Checks the name of a scope, field or widget.
 * @throws TypeError for what is no string, RangeError for what has other characters than letters, digits, - and _
 */
export function checkName(caller: string, name: string, value: unknown): asserts value is string {
  checkArgument(caller, name, value, 'string')
  // As a key, __proto__ would not be stored but be taken for something else.
  if (!NAME.test(value as string) || value === '__proto__') {
    throw new RangeError(
      `${caller}: ${name} can only contain letters, digits, "-" and "_", not ${describe(value)}.`,
    )
  }
}

/** One of any realm, or of a polyfill. */
function isAbortSignal(value: unknown): boolean {
  const { aborted, addEventListener } = value as Partial<AbortSignal>
  return typeof aborted === 'boolean' && typeof addEventListener === 'function'
}

function isScopeRef(value: unknown): boolean {
  return typeof value === 'string' || Number.isInteger(value)
}
