import type { PressedAction } from '../protocol/events'
import { isPlainObject } from '../api/arguments'
import { initialValue, isRawValueOf } from '../protocol/field-rules'
import type {
  ActionSpec,
  CheckboxField,
  FieldSpec,
  FormSpec,
  RadioField,
  RawValue,
  SelectField,
} from '../protocol/input-spec'

type ChoiceField = SelectField | CheckboxField | RadioField

/** The parts of a submit event, made from a test's values. */
export interface RawAnswer {
  readonly values: Record<string, RawValue>
  readonly action?: PressedAction
}

/**
 * Turns a test's values into the values that a page would send. Other fields keep their current value.
 * @throws RangeError for a field or an option that the form does not have
 */
export function rawAnswer(form: FormSpec, given: Readonly<Record<string, unknown>>): RawAnswer {
  for (const name of Object.keys(given)) {
    if (form.fields.some((field) => field.name === name)) continue
    throw new RangeError(
      `submit: the form has no field ${JSON.stringify(name)}. It has ${form.fields.map((field) => field.name).join(', ')}.`,
    )
  }
  const values: Record<string, RawValue> = {}
  let action: PressedAction | undefined
  for (const field of form.fields) {
    if (field.type === 'actions') {
      action ??= pressed(field.name, field.buttons, given[field.name])
    } else {
      const isGiven =
        Object.hasOwn(given, field.name) && (field.type !== 'file' || given[field.name] !== undefined)
      values[field.name] = isGiven ? possibleValue('submit', field, given[field.name]) : shownValue(field)
    }
  }
  return action ? { values, action } : { values }
}

/** The current value of an untouched field. Uploaded files stay. */
function shownValue(field: FieldSpec): RawValue {
  if (field.type !== 'file') return initialValue(field)
  return (field.files ?? []).flatMap(({ id, done }) => (done ? id : []))
}

/**
 * The raw value that the page would send for a value of this field.
 * @param value for files: their ids
 * @throws RangeError if the field's control cannot produce the value; the message names the field and the reason
 */
export function possibleValue(caller: string, field: FieldSpec, value: unknown): RawValue {
  const raw = rawValue(field, value)
  if (field.type === 'file' || isRawValueOf(field, raw)) return raw
  throw new RangeError(`${caller}: ${field.name} ${reasonAgainst(field, value)}.`)
}

function reasonAgainst(field: FieldSpec, value: unknown): string {
  switch (field.type) {
    case 'slider':
      return `takes a number, not ${JSON.stringify(value)}`
    case 'select':
    case 'checkbox':
    case 'radio': {
      const wanted: unknown[] = Array.isArray(value) ? value : [value]
      const disabled = field.options.find(
        (option) => option.disabled && wanted.some((one) => same(option.value, one) || option.label === one),
      )
      if (disabled) return `does not let ${JSON.stringify(disabled.value)} be chosen: the option is disabled`
      return `cannot hold ${JSON.stringify(value)}: each option can be chosen once`
    }
    default:
      return `cannot hold ${JSON.stringify(value)}`
  }
}

/** The values of a form with one field: by its name, or the bare value. An object that the field offers is a value. */
export function singleAnswer(form: FormSpec, value: unknown): Record<string, unknown> {
  const [field] = form.fields
  const name = field?.name ?? ''
  const isNamed = isPlainObject(value) && Object.hasOwn(value, name) && Object.keys(value).length === 1
  return isNamed && !(field && offers(field, value)) ? value : { [name]: value }
}

function offers(field: FieldSpec, value: unknown): boolean {
  switch (field.type) {
    case 'select':
    case 'checkbox':
    case 'radio':
      return field.options.some((option) => same(option.value, value))
    case 'actions':
      return field.buttons.some((button) => same(button.value, value))
    default:
      return false
  }
}

/**
 * The raw value that the page would send for a value of this field.
 * @param value for files: their ids
 */
export function rawValue(field: FieldSpec, value: unknown): RawValue {
  switch (field.type) {
    case 'select':
      if (field.multiple) return idsOf(field, value)
      return value === null ? null : idOf(field, value)
    case 'checkbox':
      return idsOf(field, value)
    case 'radio':
      return value === null ? null : idOf(field, value)
    case 'actions':
      return pressed(field.name, field.buttons, value)?.id ?? null
    case 'slider':
      return Number(value)
    case 'file':
      return value as readonly number[]
    default:
      return value === null || value === undefined ? '' : String(value)
  }
}

function pressed(field: string, buttons: readonly ActionSpec[], value: unknown): PressedAction | undefined {
  const submits = buttons.filter((button) => button.type === 'submit')
  // As Enter does in a browser: by default, the first submit button.
  if (value === undefined) return submits[0] && { field, id: submits[0].id }
  const button = submits.find((one) => same(one.value, value)) ?? submits.find((one) => one.label === value)
  if (button?.disabled)
    throw new RangeError(`submit: the button ${JSON.stringify(button.label)} of ${field} is disabled.`)
  if (button) return { field, id: button.id }
  throw new RangeError(`submit: ${field} has no button with the value ${JSON.stringify(value)}.`)
}

function idsOf(field: ChoiceField, value: unknown): number[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).map((one) => idOf(field, one))
}

function idOf(field: ChoiceField, value: unknown): number {
  const { name, options } = field
  const option = options.find((one) => same(one.value, value)) ?? options.find((one) => one.label === value)
  if (option) return option.id
  const offered = options.map((one) => JSON.stringify(one.value)).join(', ') || 'nothing'
  const hint =
    field.type === 'select' && field.source !== undefined
      ? ' Search for it first: search() of a form, search_pin() of a pin.'
      : ''
  throw new RangeError(
    `submit: ${name} does not offer ${JSON.stringify(value)}. It offers ${offered}.${hint}`,
  )
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
