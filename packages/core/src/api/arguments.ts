import { closest, distance } from 'fastest-levenshtein'
import { keywordHint, positionalHint } from './positional-options'
import { withoutNulls } from './without-nulls'

/** Checks of arguments. Each check throws at the call and names the function, the argument and the rule. */

/** The rule for a value: a value of the wrong type is a TypeError, a value out of bounds a RangeError. */
export interface Rule {
  /** In words: "name must be …". */
  readonly must: string | (() => string)
  readonly kind: (value: never) => boolean
  readonly bounds?: (value: never) => boolean
  /** Messages do not repeat the value. @default false */
  readonly isSecret?: boolean
}

const KINDS = {
  string: { must: 'a string', kind: (value: unknown) => typeof value === 'string' },
  boolean: { must: 'true or false', kind: (value: unknown) => typeof value === 'boolean' },
  number: { must: 'a finite number', kind: (value: unknown) => Number.isFinite(value) },
  integer: { must: 'an integer', kind: Number.isInteger },
  function: { must: 'a function', kind: (value: unknown) => typeof value === 'function' },
  array: { must: 'an array', kind: Array.isArray },
  object: { must: 'a plain object', kind: isPlainObject },
  'string or number': {
    must: 'a string or a number',
    kind: (value: unknown) => typeof value === 'string' || typeof value === 'number',
  },
  scope: { must: 'the name of a scope, or an index into the scope stack', kind: isScopeRef },
  signal: { must: 'an AbortSignal', kind: isAbortSignal },
  any: { must: 'anything', kind: () => true },
} as const satisfies Record<string, Rule>

/** The types of values that an option can be declared with. */
export type ArgumentKind = keyof typeof KINDS

/** Option names with their rules: a type, a list of allowed values, or a custom rule. */
export type OptionRules = {
  readonly [name: string]: ArgumentKind | readonly (string | number | boolean)[] | Rule
}

/**
 * Checks one argument. Undefined and null pass unless `required`.
 * @throws TypeError or RangeError if the argument is invalid
 */
export function checkArgument(
  caller: string,
  name: string,
  value: unknown,
  rule: OptionRules[string],
  required = true,
): void {
  const { must, kind, bounds, isSecret = false } = ruleOf(rule)
  const isMissing = value === undefined || value === null
  if (isMissing && !required) return
  const given = (): string => (isSecret ? '' : `, not ${withoutCredentials(describe(value))}`)
  const message = (): string =>
    `${caller}: ${name} must be ${typeof must === 'function' ? must() : must}${given()}.${keywordHint(name, value)}`
  if (isMissing || !kind(value as never)) throw new TypeError(message())
  if (bounds && !bounds(value as never)) throw new RangeError(message())
}

/** Messages end up in logs: the user and the password of a URL do not. */
function withoutCredentials(text: string): string {
  return text.replace(/(\w:\/\/)[^/@\s"]+@/g, '$1…@')
}

function ruleOf(rule: OptionRules[string]): Rule {
  if (typeof rule === 'string') return KINDS[rule]
  if (!isList(rule)) return rule
  return {
    must: () => `one of ${rule.map((value) => JSON.stringify(value)).join(', ')}`,
    kind: (value: unknown) => rule.includes(value as string),
  }
}

function isList(rule: Exclude<OptionRules[string], string>): rule is readonly (string | number | boolean)[] {
  return Array.isArray(rule)
}

/**
 * @throws TypeError if the value is not an options object; the message shows the equivalent of PyWebIO's positional arguments
 */
export function assertOptions(caller: string, options: unknown, rules: OptionRules): void {
  if (isPlainObject(options)) return
  const hint = positionalHint(caller, options, Object.keys(rules), (name) => {
    const rule = rules[name] as OptionRules[string]
    return rule === 'any' ? 'any' : ruleOf(rule).kind(options as never)
  })
  throw new TypeError(`${caller}: the options must be a plain object, not ${describe(options)}.${hint}`)
}

/**
 * Checks a trailing options object: it must be a plain object with known names, and every value must follow its rule.
 * @param nullable options for which null is a value
 * @param elsewhere names from other libraries, and their equivalents here
 * @returns a copy without values that are undefined or null, because Python's None means "not given"
 * @throws TypeError or RangeError if an option is invalid
 */
export function checkOptions<T extends object>(
  caller: string,
  options: T | undefined,
  rules: OptionRules,
  nullable: readonly string[] = [],
  elsewhere: Readonly<Record<string, string>> = {},
): T {
  if (options === undefined) return {} as T
  assertOptions(caller, options, rules)
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (!rule) {
      const hint = Object.hasOwn(elsewhere, name) ? elsewhere[name] : hintFor(name, Object.keys(rules))
      throw new TypeError(`${caller}: there is no option ${JSON.stringify(name)}. ${hint}`)
    }
    checkArgument(caller, name, value, rule, false)
  }
  const given = withoutNulls(options) as T
  for (const name of nullable) if (options[name as keyof T] === null) given[name as keyof T] = null as never
  return given
}

/** A hint for an unknown name: a similar known name, and the list of known names. */
export function hintFor(name: string, names: readonly string[]): string {
  const near = names.length > 0 ? closest(name, names) : ''
  const isNear = near !== '' && distance(name, near) <= Math.max(2, Math.floor(name.length / 3))
  return `${isNear ? `Did you mean ${JSON.stringify(near)}? ` : ''}It takes ${names.join(', ')}.`
}

/** Tells whether a value is a plain object (`{}`, `Object.create(null)`) of any realm, not a class instance or an array. */
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
 * @throws TypeError if it is not a string, RangeError if it contains anything but letters, digits, - and _
 */
export function checkName(caller: string, name: string, value: unknown): asserts value is string {
  checkArgument(caller, name, value, 'string')
  // The key __proto__ would set the prototype instead of being stored.
  if (!NAME.test(value as string) || value === '__proto__') {
    throw new RangeError(
      `${caller}: ${name} can only contain letters, digits, "-" and "_", not ${describe(value)}.`,
    )
  }
}

/** Accepts instances of any realm, and polyfills. */
function isAbortSignal(value: unknown): boolean {
  const { aborted, addEventListener } = value as Partial<AbortSignal>
  return typeof aborted === 'boolean' && typeof addEventListener === 'function'
}

function isScopeRef(value: unknown): boolean {
  return typeof value === 'string' || Number.isInteger(value)
}
