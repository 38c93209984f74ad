import type { FieldRuntime, SetValue as SetAnyValue } from '../../engine/forms/form-spec'
import type {
  FieldSpec,
  HtmlAttributeValue,
  InputField,
  RawValue,
  TextInputType,
} from '../../protocol/input-spec'
import { checkFormat, numberIn } from '../../protocol/field-rules'
import { controlText } from '../../protocol/control-text'
import type { OptionRules } from '../arguments'
import { checkArgument, describe } from '../arguments'
import { withoutNulls } from '../without-nulls'
import type { FieldOptions, HtmlAttributes, LooseFieldOptions } from './field-options'
import {
  attributeUpdate,
  checkBounds,
  checkPattern,
  commonRuntime,
  commonSpec,
  FIELD_OPTION_RULES,
  splitAttributes,
  splitUpdate,
} from './field-options'
import type { FormOptions, InputItem } from './input-item'
import { askOrItem, FORM_OPTION_RULES } from './input-item'
import type { FromArguments } from '../from-arguments'

export const TEXT = 'text'
export const NUMBER = 'number'
export const FLOAT = 'float'
export const PASSWORD = 'password'
export const URL = 'url'
export const DATE = 'date'
export const TIME = 'time'
export const COLOR = 'color'
export const DATETIME = 'datetime-local'
export const DATETIME_LOCAL = 'datetime-local'

const TYPES = [
  'text',
  'number',
  'float',
  'password',
  'url',
  'email',
  'tel',
  'search',
  'date',
  'time',
  'datetime-local',
  'month',
  'week',
  'color',
] as const satisfies readonly TextInputType[]

/** The value of a field of this type. An empty number is null, unless it is required. */
export type TextValue<Type extends TextInputType, Required extends boolean> = Type extends 'number' | 'float'
  ? Required extends true
    ? number
    : number | null
  : string

/**
 * Sets the value of the field. With a `label`, the field shows that text, which cannot be edited, while `value` stays on the server.
 */
export interface SetValue<Value = unknown> {
  (value: string | number): void
  (value: Value, label: string): void
}

/** A button next to a field: its label and its callback. */
export type InputAction<Value = unknown> = readonly [
  label: string,
  callback: (set_value: SetValue<Value>) => unknown,
]

/** Options that `input` and `put_input` share. */
export interface TextFieldOptions<Type extends TextInputType, Required extends boolean, Out>
  extends FieldOptions<TextValue<Type, Required>, Out>, HtmlAttributes {
  /** @default 'text' */
  type?: Type
  required?: Required
  /** The initial value, also after Reset. */
  value?: string | number | null
  placeholder?: string
  /** The value is visible but cannot be changed. @default false */
  readonly?: boolean
  /** Suggestions. The person can also type other values. */
  datalist?: readonly (string | number)[]
}

export interface InputOptions<Type extends TextInputType, Required extends boolean, Out, Kept>
  extends TextFieldOptions<Type, Required, Out>, FormOptions {
  /** A button next to the field, `[label, callback]`. The callback receives `set_value`. */
  action?: InputAction<Kept>
}

/** The rules that `input` and `put_input` share. */
export const TEXT_FIELD_RULES = {
  ...FIELD_OPTION_RULES,
  type: TYPES,
  required: 'boolean',
  value: 'string or number',
  placeholder: 'string',
  readonly: 'boolean',
  datalist: 'array',
} as const satisfies OptionRules

const INPUT_RULES = {
  ...TEXT_FIELD_RULES,
  ...FORM_OPTION_RULES,
  action: 'array',
} as const satisfies OptionRules

/** The type of values that `set_value(value, label)` sets, if the callback declares it. */
type KeptValue<Kept> = unknown extends Kept ? never : Kept

/**
 * Asks for a line of text, a number, a date, … With a `name`, it returns a field for `input_group` instead.
 *
 * @param label shown above the field
 * @param options `type`, `required`, `value`, … and HTML attributes such as `min` or `autocomplete`
 * @returns the value: a string; for `number` (whole) and `float` a number, or null if empty
 * @throws TypeError or RangeError at the call if an argument is invalid. The promise rejects with SessionClosedException if the visitor leaves, and
 * with InputCancelledException if the form is withdrawn
 * @example const age = await input('Your age', { type: NUMBER, required: true, min: 0 })
 */
export function input<
  const Name extends string,
  const Type extends TextInputType = 'text',
  const Required extends boolean = false,
  Out = TextValue<Type, Required>,
  Kept = unknown,
>(
  label: string | undefined,
  options: InputOptions<Type, Required, Out, Kept> & { name: Name },
): InputItem<Name, FromArguments<Out> | KeptValue<FromArguments<Kept>>, 'field'>
export function input<
  const Type extends TextInputType = 'text',
  const Required extends boolean = false,
  Out = TextValue<Type, Required>,
  Kept = unknown,
>(
  label?: string,
  options?: InputOptions<Type, Required, Out, Kept> & { name?: undefined },
): Promise<FromArguments<Out> | KeptValue<FromArguments<Kept>>>
export function input(label: string | undefined = '', options?: object): unknown {
  checkArgument('input', 'label', label, 'string')
  const [known, attributes] = splitAttributes<LooseOptions & FormOptions>('input', options, INPUT_RULES)
  checkAction(known.action)
  return askOrItem('input', label, known, (fieldLabel) => textField('input', fieldLabel, known, attributes))
}

/**
 * Creates the field of `input` or `put_input` from checked options.
 * @throws RangeError if the pattern or a limit is invalid, TypeError if `validate` is invalid
 */
export function textField(
  caller: string,
  label: string,
  known: LooseOptions,
  attributes: Readonly<Record<string, HtmlAttributeValue>>,
): (name: string) => FieldRuntime {
  checkPattern(caller, attributes)
  const { type = 'text', value, placeholder, datalist, action } = known
  checkBounds(caller, type, attributes)
  const runtime = commonRuntime(caller, known)
  return (name) => {
    const spec: InputField = {
      type,
      ...commonSpec(name, label, known, known.readonly || attributes['disabled'] === true),
      ...withoutNulls({
        value: fittingText(caller, type, value),
        placeholder,
        datalist: datalist?.map(String),
      }),
      ...(action && { action: { label: action[0] } }),
      ...(Object.keys(attributes).length > 0 && { attributes }),
    }
    return { spec, convert: convertText, action: action?.[1], update: updateText, ...runtime }
  }
}

interface LooseOptions extends LooseFieldOptions {
  name?: string
  type?: TextInputType
  value?: string | number | null
  placeholder?: string
  datalist?: readonly (string | number)[]
  action?: readonly [string, (set_value: SetAnyValue) => unknown]
}

function checkAction(action: unknown): void {
  if (action === undefined || action === null) return
  const [label, callback, ...rest] = action as unknown[]
  if (typeof label !== 'string' || typeof callback !== 'function' || rest.length > 0) {
    throw new TypeError(`input: action must be [label, callback], not ${describe(action)}.`)
  }
}

function convertText(raw: RawValue, spec: FieldSpec): unknown {
  const text = String(raw)
  if (spec.type !== 'number' && spec.type !== 'float') return text
  // A partly typed number may not be a number yet.
  const number = numberIn(text)
  return Number.isFinite(number) ? number : null
}

const UPDATABLE = {
  help_text: 'string',
  required: 'boolean',
  value: 'string or number',
  placeholder: 'string',
  readonly: 'boolean',
  datalist: 'array',
} as const satisfies OptionRules

const updateText: FieldRuntime['update'] = (fields, spec, caller) => {
  const [known, others] = splitUpdate(caller, fields, UPDATABLE)
  return {
    ...attributeUpdate(caller, spec, others),
    ...known,
    ...('value' in known && {
      value: fittingText(caller, (spec as InputField).type, known['value'] as string | number | null) ?? '',
      locked: null,
    }),
    ...(Array.isArray(known['datalist']) && { datalist: known['datalist'].map(String) }),
  }
}

/** What a value must be, by the type of its field. Addresses may be unfinished: the person completes them. */
const FORMATS: { readonly [Type in TextInputType]?: string } = {
  number: 'a whole number that a double holds exactly',
  float: 'a number that a double holds exactly',
  date: 'a date such as "2024-12-31"',
  month: 'a month such as "2024-12"',
  week: 'a week such as "2024-W52"',
  time: 'a time such as "23:59"',
  'datetime-local': 'a date and time such as "2024-12-31T23:59"',
  color: 'a color such as "#ff8800"',
}

/**
 * The text of a value.
 * @throws RangeError if the control of the field cannot show it: the visitor would be told that it is wrong
 */
function fittingText(
  caller: string,
  type: TextInputType,
  value: string | number | null | undefined,
): string | undefined {
  const text = asFieldText(value)
  const format = FORMATS[type]
  if (text && format !== undefined && checkFormat({ type }, text) !== null)
    throw new RangeError(`${caller}: value must be ${format}, not ${describe(value)}.`)
  return text === undefined ? undefined : controlText(type, text)
}

function asFieldText(value: string | number | null | undefined): string | undefined {
  return value === undefined || value === null ? undefined : String(value)
}
