import type { FieldRuntime } from '../../engine/forms/form-spec'
import type { FieldSpec, HtmlAttributeValue } from '../../protocol/input-spec'
import { compilePattern } from '../../protocol/linear-pattern'
import type { OptionRules } from '../arguments'
import { assertOptions, checkArgument, checkOptions, describe, hintFor } from '../arguments'
import type { FieldValidator } from './validate'
import { fieldCheck } from './validate'

/** Options that every input function shares. */
export interface FieldOptions<In, Out> {
  /** Text below the field. */
  help_text?: string
  /**
   * Your own rule. It runs on the server with the converted value, when the field loses focus and at submit. A function returns a message if the
   * value is invalid (may be async); the output of a Standard Schema becomes the value.
   */
  validate?: FieldValidator<In, Out>
  /** The name of `validate` in PyWebIO's oldest guide. */
  valid_func?: FieldValidator<In, Out>
  /** Called with the converted value on every change, one call after the other. */
  onchange?: (value: In) => unknown
}

/** The rules of `FieldOptions`. Spread them into the rules of a function. */
export const FIELD_OPTION_RULES = {
  help_text: 'string',
  validate: 'any',
  valid_func: 'any',
  onchange: 'function',
} as const satisfies OptionRules

/** The options that every field's spec and runtime use, without the author's types. */
export interface LooseFieldOptions {
  help_text?: string
  required?: boolean
  readonly?: boolean
  validate?: unknown
  valid_func?: unknown
  onchange?: unknown
}

/** Further attributes of the HTML control. The server also applies `min`, `max`, `step`, `minlength`, `maxlength` and `pattern`. */
export interface HtmlAttributes {
  min?: number | string
  max?: number | string
  step?: number | string
  minlength?: number
  maxlength?: number
  /**
   * A regular expression (flag `u`) that the whole text must match. It is matched in linear time: back references and modifiers (`(?i:`) throw a
   * RangeError; lookarounds are supported.
   */
  pattern?: string
  size?: number
  autocomplete?: string
  autocapitalize?: string
  autocorrect?: string
  spellcheck?: boolean
  inputmode?: string
  enterkeyhint?: string
  title?: string
  disabled?: boolean
  /** Focuses the field when the form opens. */
  auto_focus?: boolean
  [attribute: `data-${string}` | `aria-${string}`]: HtmlAttributeValue
}

/** Attributes that the field sets by itself, or that would run code. */
const RESERVED =
  /^(on|id$|name$|type$|value$|style$|class$|form|list$|checked$|src|href|is$|slot$|ref$|key$)/i

/**
 * Separates the function's options from further HTML attributes.
 * @throws TypeError if an attribute is not allowed or its value is not plain
 */
export function splitAttributes<T extends object>(
  caller: string,
  options: T | undefined,
  rules: OptionRules,
): [known: T, attributes: Record<string, HtmlAttributeValue>] {
  if (options === undefined) return [{} as T, {}]
  assertOptions(caller, options, rules)
  const known: Record<string, unknown> = {}
  const attributes: Record<string, HtmlAttributeValue> = {}
  for (const [name, value] of Object.entries(options) as [string, unknown][]) {
    if (Object.hasOwn(rules, name)) known[name] = value
    else if (value !== undefined && value !== null) attributes[name] = checkedAttribute(caller, name, value)
  }
  return [checkOptions(caller, known as T, rules), attributes]
}

function checkedAttribute(caller: string, name: string, value: unknown): HtmlAttributeValue {
  if (RESERVED.test(name) || !/^[a-z][\w-]*$/i.test(name)) {
    throw new TypeError(
      `${caller}: ${JSON.stringify(name)} is neither an option nor an HTML attribute that can be set.`,
    )
  }
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) {
    return value as HtmlAttributeValue
  }
  throw new TypeError(
    `${caller}: the attribute ${name} must be a string, a finite number or a boolean, not ${describe(value)}.`,
  )
}

/**
 * Checks the attributes that bound what a person may enter: if they exclude each other, nobody could answer.
 * @throws RangeError if `min` is more than `max`, or `minlength` more than `maxlength`
 */
export function checkBounds(
  caller: string,
  type: string,
  attributes: Readonly<Record<string, HtmlAttributeValue>>,
): void {
  const { min, max, minlength, maxlength } = attributes
  if (Number(minlength) > Number(maxlength))
    throw new RangeError(`${caller}: minlength (${minlength}) is more than maxlength (${maxlength}).`)
  // From a later to an earlier time is a night. Other types sort as texts, unless they are numbers.
  const isNumber = type === 'number' || type === 'float'
  const isDate = type === 'date' || type === 'month' || type === 'week' || type === 'datetime-local'
  if (isNumber ? Number(min) > Number(max) : isDate && min && max && String(min) > String(max))
    throw new RangeError(`${caller}: min (${min}) is more than max (${max}).`)
}

/**
 * Checks a pattern, so that an invalid one is the author's error at the call and not the visitor's at submit.
 * @throws RangeError if it is not a regular expression, or cannot be matched in linear time
 */
export function checkPattern(caller: string, attributes: Readonly<Record<string, unknown>>): void {
  const { pattern } = attributes
  if (pattern === undefined) return
  try {
    compilePattern(String(pattern))
  } catch (cause) {
    const { message } = cause as Error
    const problem = cause instanceof SyntaxError ? 'is not a regular expression' : 'cannot be used'
    throw new RangeError(`${caller}: pattern ${problem}: ${message}`, { cause })
  }
}

/** The part of every field's spec that comes from the options. It is made at every question, so it makes no objects in between. */
export function commonSpec(
  name: string,
  label: string,
  options: LooseFieldOptions,
  readonly = options.readonly,
): CommonSpec {
  const { help_text, required, onchange } = options
  const spec: { -readonly [Key in keyof CommonSpec]: CommonSpec[Key] } = { name }
  if (label !== '') spec.label = label
  if (help_text !== undefined && help_text !== null) spec.help_text = help_text
  if (required) spec.required = required
  if (readonly) spec.readonly = readonly
  if (onchange) spec.watch = true
  if (ruleOf(options)) spec.check = true
  return spec
}

type CommonSpec = Pick<
  FieldSpec,
  'name' | 'label' | 'help_text' | 'required' | 'readonly' | 'watch' | 'check'
>

/** The part of every field's runtime that comes from the options. */
export function commonRuntime(
  caller: string,
  options: LooseFieldOptions,
): Pick<FieldRuntime, 'check' | 'onchange'> {
  return {
    check: fieldCheck(caller, ruleOf(options)),
    onchange: options.onchange as FieldRuntime['onchange'],
  }
}

function ruleOf({ validate, valid_func }: LooseFieldOptions): unknown {
  return validate ?? valid_func
}

/** Parameters that `input_update` and `pin_update` cannot change. */
const FIXED: ReadonlySet<string> = new Set([
  'type',
  'name',
  'validate',
  'valid_func',
  'action',
  'buttons',
  'code',
  'onchange',
  'multiple',
  'inline',
  'max_size',
  'max_total_size',
  'scope',
  'timeout',
  'signal',
])

/** Parameters of an update: null clears one. */
type Update = Record<string, unknown>

/**
 * Checks the parameters of a field's update, and separates known ones from others.
 * @throws TypeError if a parameter cannot be updated or has the wrong type
 */
export function splitUpdate(
  caller: string,
  fields: Readonly<Update>,
  rules: OptionRules,
): [known: Update, others: Update] {
  const all: OptionRules = { ...rules, label: 'string' }
  const known: Update = {}
  const others: Update = {}
  for (const [name, value] of Object.entries(fields)) {
    if (FIXED.has(name)) throw new TypeError(`${caller}: '${name}' can not be updated.`)
    const rule = Object.hasOwn(all, name) ? all[name] : undefined
    if (rule) checkArgument(caller, name, value, rule, false)
    if (value !== undefined) (rule ? known : others)[name] = value
  }
  return [known, others]
}

/**
 * The same for a field without further HTML attributes.
 * @throws TypeError if the field does not have the parameter
 */
export function strictUpdate(caller: string, fields: Readonly<Update>, rules: OptionRules): Update {
  const [known, others] = splitUpdate(caller, fields, rules)
  const [unknown] = Object.keys(others)
  if (unknown === undefined) return known
  throw new TypeError(
    `${caller}: there is no parameter ${JSON.stringify(unknown)}. ${hintFor(unknown, ['label', ...Object.keys(rules)])}`,
  )
}

/** The changes to a field's further attributes and to values that depend on them. */
export function attributeUpdate(
  caller: string,
  spec: {
    readonly type: FieldSpec['type']
    readonly attributes?: Readonly<Record<string, HtmlAttributeValue>>
  },
  changes: Readonly<Update>,
): Update {
  if (Object.keys(changes).length === 0) return {}
  const attributes: Record<string, HtmlAttributeValue> = { ...spec.attributes }
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete attributes[name]
    else attributes[name] = checkedAttribute(caller, name, value)
  }
  checkPattern(caller, attributes)
  checkBounds(caller, spec.type, attributes)
  // As at creation: a disabled field cannot be changed, on the server either.
  const isDisabled = attributes['disabled'] === true
  const wasDisabled = spec.attributes?.['disabled'] === true
  return { attributes, ...(isDisabled !== wasDisabled && { readonly: isDisabled || null }) }
}
