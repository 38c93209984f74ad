import { closest, distance } from 'fastest-levenshtein'
import { positionalHint } from './positional-options'
import { withoutNulls } from './without-nulls'

/** Checks of arguments: each throws at the call, and names the function, the argument and the rule. */

/** What a value must be: one of another kind is a TypeError, one of the kind and out of bounds a RangeError. */
export interface Rule {
  /** In words: "name must be …". */
  readonly must: string
  readonly kind: (value: never) => boolean
  readonly bounds?: (value: never) => boolean
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

/** The kinds of values that an option can be declared to take. */
export type ArgumentKind = keyof typeof KINDS

/** Option names and what each takes: a kind, the only values, or a rule of its own. */
export type OptionRules = {
  readonly [name: string]: ArgumentKind | readonly (string | number | boolean)[] | Rule
}

/**
 * Checks one argument. Undefined and null pass unless `required`.
 * @throws TypeError, RangeError
 */
export function checkArgument(
  caller: string,
  name: string,
  value: unknown,
  rule: OptionRules[string],
  required = true,
): void {
  const { must, kind, bounds } = ruleOf(rule)
  const isMissing = value === undefined || value === null
  if (isMissing && !required) return
  const message = (): string => `${caller}: ${name} must be ${must}, not ${describe(value)}.`
  if (isMissing || !kind(value as never)) throw new TypeError(message())
  if (bounds && !bounds(value as never)) throw new RangeError(message())
}

function ruleOf(rule: OptionRules[string]): Rule {
  if (typeof rule === 'string') return KINDS[rule]
  if (!isList(rule)) return rule
  return {
    must: `one of ${rule.map((value) => JSON.stringify(value)).join(', ')}`,
    kind: (value: unknown) => rule.includes(value as string),
  }
}

function isList(rule: Exclude<OptionRules[string], string>): rule is readonly (string | number | boolean)[] {
  return Array.isArray(rule)
}

/** @throws TypeError for what is no object of options; it shows how to write what PyWebIO's users give by position */
export function assertOptions(caller: string, options: unknown, rules: OptionRules): void {
  if (isPlainObject(options)) return
  const hint = positionalHint(caller, options, Object.keys(rules), (name) => {
    const rule = rules[name] as OptionRules[string]
    return rule === 'any' ? 'any' : ruleOf(rule).kind(options as never)
  })
  throw new TypeError(`${caller}: the options must be a plain object, not ${describe(options)}.${hint}`)
}

/**
 * Checks a trailing options object: a plain object, no unknown names, every value as its rule says.
 * @param nullable options for which null is a value
 * @param elsewhere names that other libraries have, and how to write it here
 * @returns a copy without what is undefined or null: Python's None means "not given"
 * @throws TypeError, RangeError
 */
export function checkOptions<T extends object>(
  caller: string,
  options: T | undefined | null,
  rules: OptionRules,
  nullable: readonly string[] = [],
  elsewhere: Readonly<Record<string, string>> = {},
): T {
  if (options === undefined || options === null) return {} as T
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

/** What to write instead of a name that is not among some: one that looks like it, and all that there are. */
export function hintFor(name: string, names: readonly string[]): string {
  const near = names.length > 0 ? closest(name, names) : ''
  const isNear = near !== '' && distance(name, near) <= Math.max(2, Math.floor(name.length / 3))
  return `${isNear ? `Did you mean ${JSON.stringify(near)}? ` : ''}It takes ${names.join(', ')}.`
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
