import { areFilesOf, checkFiles } from './file-rules'
import type {
  FieldSpec,
  InputField,
  OptionSpec,
  RawValue,
  SelectField,
  SliderField,
  TextareaField,
} from './input-spec'
import type { LinearPattern } from './linear-pattern'
import { compilePattern } from './linear-pattern'
import type { Message, MessageId } from './messages'
import { isKeptExactly, readNumber } from './number-text'
import { lengthOf, MAX_CHARACTERS } from './text-length'

/**
 * The rules of a field, written once: the page checks them before it sends, and the session checks them again, whatever the page
 * claims to have checked.
 */

/** The maximum length of a number on a slider, which the page may send as a text. */
const MAX_SLIDER_TEXT = 100

/**
 * The value of an empty field.
 * @example emptyValue({ name: 'tags', type: 'checkbox', options: [] }) // []
 */
export function emptyValue(field: FieldSpec): RawValue {
  switch (field.type) {
    case 'select':
      return field.multiple ? [] : null
    case 'checkbox':
    case 'file':
      return []
    case 'radio':
    case 'actions':
      return null
    case 'slider':
      return field.min_value
    default:
      return ''
  }
}

/**
 * The value of a field when its form opens, and again after Reset.
 * @example initialValue({ name: 'city', type: 'text', value: 'Rome' }) // 'Rome'
 */
export function initialValue(field: FieldSpec): RawValue {
  switch (field.type) {
    case 'select': {
      if (field.multiple) return selectedIds(field.options)
      if (field.source !== undefined) return field.options.findLast(({ selected }) => selected)?.id ?? null
      // As in browsers: without a selected option, the first one that can be chosen.
      const chosen =
        field.options.findLast((option) => option.selected) ?? field.options.find((o) => !o.disabled)
      return chosen?.id ?? null
    }
    case 'checkbox':
      return selectedIds(field.options)
    case 'radio':
      return field.options.findLast((option) => option.selected && !option.disabled)?.id ?? null
    case 'actions':
      return null
    case 'file':
      return []
    case 'slider':
      return field.value
    case 'color':
      return field.value ?? '#000000'
    default:
      return field.value ?? ''
  }
}

/**
 * Whether the control of this field can produce `raw` at all: its shape is valid, and it names only offered options.
 * @example isRawValueOf({ name: 'city', type: 'text' }, [1]) // false: the control gives a text
 */
export function isRawValueOf(field: FieldSpec, raw: RawValue): boolean {
  switch (field.type) {
    case 'select':
      // A disabled option can be shown as the first choice, as a hint. checkField reports what is wrong with it.
      if (field.multiple) return areOffered(field.options, raw)
      return (
        raw === null ||
        field.options.some(({ id, selected, disabled }) => id === raw && (selected || !disabled))
      )
    case 'checkbox':
      return areOffered(field.options, raw)
    case 'radio':
      return raw === null || isOffered(field.options, raw)
    case 'slider':
      return (
        (typeof raw === 'number' ||
          (typeof raw === 'string' && raw.length <= MAX_SLIDER_TEXT && raw.trim() !== '')) &&
        Number.isFinite(Number(raw))
      )
    case 'actions':
      return raw === null
    case 'file':
      return areFilesOf(field, raw)
    default:
      return typeof raw === 'string'
  }
}

/**
 * Checks a value against the field's rules: required, format, range, step, lengths, pattern, readonly.
 * @returns the message for the person, or null if the value is valid
 * @example
 * checkField({ name: 'city', type: 'text', required: true }, '') // { id: 'required' }
 * checkField({ name: 'city', type: 'text', required: true }, 'Rome') // null
 */
export function checkField(field: FieldSpec, raw: RawValue): Message | null {
  switch (field.type) {
    case 'select':
      if (!field.multiple) return checkSingleSelect(field, raw)
      return field.required && isNoChoice(raw) ? { id: 'required_choice' } : null
    case 'checkbox':
    case 'radio':
      return field.required && isNoChoice(raw) ? { id: 'required_choice' } : null
    case 'actions':
      return null
    case 'file':
      return checkFiles(field, raw)
    case 'slider':
      return checkSlider(field, Number(raw))
    default:
      return checkText(field, String(raw ?? ''))
  }
}

function selectedIds(options: readonly OptionSpec[]): number[] {
  return options.filter((option) => option.selected && !option.disabled).map((option) => option.id)
}

function isOffered(options: readonly OptionSpec[], raw: RawValue): boolean {
  return options.some((option) => option.id === raw && !option.disabled)
}

function areOffered(options: readonly OptionSpec[], raw: RawValue): boolean {
  return (
    Array.isArray(raw) &&
    new Set(raw).size === raw.length &&
    raw.every((id: number) => isOffered(options, id))
  )
}

function isNoChoice(raw: RawValue): boolean {
  return raw === null || (Array.isArray(raw) && raw.length === 0)
}

/**
 * A list with a single choice always has one, as in a browser, unless none of its options can be chosen. A searched list may have
 * none.
 */
function checkSingleSelect(field: SelectField, raw: RawValue): Message | null {
  if (isOffered(field.options, raw)) return null
  if (field.source !== undefined) return field.required || raw !== null ? { id: 'required_choice' } : null
  const isEmpty = field.options.every((option) => option.disabled)
  return isEmpty && !field.required ? null : { id: 'required_choice' }
}

function checkSlider(field: SliderField, value: number): Message | null {
  if (field.readonly && value !== field.value) return { id: 'readonly' }
  return checkRange(value, field.min_value, field.max_value) ?? checkStep(value, field.step, field.min_value)
}

function checkText(field: InputField | TextareaField, text: string): Message | null {
  // A field that a person cannot change needs no further rules, because the person could do nothing about a violation.
  if (field.readonly || isLocked(field)) return text === initialValue(field) ? null : { id: 'readonly' }
  if (text === '' && field.type !== 'color') return field.required ? { id: 'required' } : null
  return (
    checkLongest(field, text) ??
    checkFormat(field, text) ??
    checkShortest(field, text) ??
    checkPattern(field, text) ??
    checkLimits(field, text)
  )
}

function isLocked(field: InputField | TextareaField): boolean {
  return field.type !== 'textarea' && field.locked === true
}

const FORMATS: { readonly [type: string]: readonly [test: (text: string) => boolean, message: MessageId] } = {
  url: [(text) => URL.canParse(text.trim()), 'invalid_url'],
  // The expression of the HTML standard for email controls.
  email: [
    (text) =>
      /^[a-z\d.!#$%&'*+/=?^_`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i.test(
        text,
      ),
    'invalid_email',
  ],
  date: [isDate, 'invalid_date'],
  month: [(text) => isDate(`${text}-01`), 'invalid_date'],
  week: [(text) => /^\d{4,}-W(0[1-9]|[1-4]\d|5[0-3])$/.test(text), 'invalid_date'],
  time: [isTime, 'invalid_time'],
  'datetime-local': [
    (text) => {
      const [date = '', time = '', ...rest] = text.split('T')
      return isDate(date) && isTime(time) && rest.length === 0
    },
    'invalid_datetime',
  ],
  color: [(text) => /^#[\da-f]{6}$/i.test(text), 'invalid_color'],
}

/**
 * Checks a text against the format of the field's type: a number, a date.
 * @returns the message for the person, or null
 */
export function checkFormat(field: Pick<InputField | TextareaField, 'type'>, text: string): Message | null {
  if (field.type === 'number' || field.type === 'float') return checkNumber(text, field.type === 'number')
  const format = FORMATS[field.type]
  return format && !format[0](text) ? { id: format[1] } : null
}

function checkNumber(text: string, isInteger: boolean): Message | null {
  const reading = readNumber(text)
  if (reading.kind === 'ambiguous') return { id: 'ambiguous_number', args: reading.readings }
  if (reading.kind === 'none') return { id: isInteger ? 'invalid_integer' : 'invalid_number' }
  if (!isKeptExactly(reading)) return { id: 'inexact_number' }
  return isInteger && !Number.isInteger(reading.value) ? { id: 'invalid_integer' } : null
}

/** The number in a text; NaN if there is none, or if it is ambiguous. */
export function numberIn(text: string): number {
  const reading = readNumber(text)
  return reading.kind === 'number' ? reading.value : NaN
}

function isDate(text: string): boolean {
  if (!/^\d{4,}-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?$/.test(text)
}

/** Runs before all other rules, so that none of them reads more than necessary. */
function checkLongest(field: InputField | TextareaField, text: string): Message | null {
  const length = lengthOf(text)
  const longest = longestOf(field)
  return length > longest ? { id: 'too_long', args: [longest, length] } : null
}

function checkShortest(field: InputField | TextareaField, text: string): Message | null {
  const length = lengthOf(text)
  const shortest = numberOf(field, 'minlength')
  return shortest !== null && length < shortest ? { id: 'too_short', args: [shortest, length] } : null
}

/**
 * The maximum length of a text: `maxlength`, or else enough for what people write. The author's own value always fits. A pattern reduces it
 * further if matching a longer text would take too long.
 */
function longestOf(field: InputField | TextareaField): number {
  const longest = numberOf(field, 'maxlength') ?? Math.max(MAX_CHARACTERS, field.value?.length ?? 0)
  return Math.min(longest, patternOf(field)?.longest ?? Infinity)
}

/**
 * Checks whether a person's change of a field can be accepted as soon as it is made. It cannot if the text is too long and longer than before: a text
 * that an author made too long can still be shortened.
 * @param before the raw value that the change replaces
 * @returns the message for the person, or null
 * @example
 * const problem = checkChange(field, typed, valueBefore)
 * if (problem === null) page.send({ type: 'pin-change', output: pin, value: typed })
 */
export function checkChange(field: FieldSpec, raw: RawValue, before: RawValue): Message | null {
  if (!isTextField(field) || typeof raw !== 'string' || raw.length <= String(before ?? '').length) return null
  return checkLongest(field, raw)
}

/** Tells whether a person types the field's value. */
export function isTextField(field: FieldSpec): field is InputField | TextareaField {
  return !NO_TEXT.has(field.type)
}

/** Types of fields without text from the person. */
const NO_TEXT: ReadonlySet<FieldSpec['type']> = new Set([
  'select',
  'checkbox',
  'radio',
  'slider',
  'file',
  'actions',
])

function checkPattern(field: InputField | TextareaField, text: string): Message | null {
  return patternOf(field)?.matches(text) === false ? { id: 'invalid_pattern' } : null
}

/** Patterns by their attributes object: a field keeps that object until its attributes are updated. */
const patterns = new WeakMap<object, LinearPattern>()

function patternOf({ type, attributes }: InputField | TextareaField): LinearPattern | null {
  const source = attributes?.['pattern']
  if (!attributes || typeof source !== 'string' || type === 'textarea') return null
  let pattern = patterns.get(attributes)
  if (!pattern) patterns.set(attributes, (pattern = compilePattern(source)))
  return pattern
}

function checkLimits(field: InputField | TextareaField, text: string): Message | null {
  const { type, attributes } = field
  const min = attributes?.['min']
  const max = attributes?.['max']
  if (type === 'number' || type === 'float') {
    const value = numberIn(text)
    const lowest = numberOf(field, 'min')
    const step = attributes?.['step']
    return checkRange(value, lowest, numberOf(field, 'max')) ?? checkStep(value, asStep(step), lowest ?? 0)
  }
  return isTemporal(type) ? checkMoment(type, text, min, max) : null
}

function checkMoment(type: string, text: string, min: unknown, max: unknown): Message | null {
  const moment = sortable(text)
  const isEarly = isGiven(min) && moment < sortable(String(min))
  const isLate = isGiven(max) && moment > sortable(String(max))
  // Times wrap around: from 22:00 to 06:00 is the night.
  const isNight =
    type === 'time' && isGiven(min) && isGiven(max) && sortable(String(max)) < sortable(String(min))
  if (isNight ? isEarly && isLate : isEarly) return { id: 'too_small', args: [String(min)] }
  return !isNight && isLate ? { id: 'too_large', args: [String(max)] } : null
}

function isGiven(limit: unknown): boolean {
  return limit !== undefined && limit !== ''
}

/** Dates and times sort as texts if all of them include seconds. */
function sortable(text: string): string {
  return /(^|T)\d\d:\d\d$/.test(text) ? `${text}:00` : text
}

function isTemporal(type: string): boolean {
  return (
    type === 'date' || type === 'time' || type === 'datetime-local' || type === 'month' || type === 'week'
  )
}

function checkRange(value: number, min: number | null, max: number | null): Message | null {
  if (min !== null && value < min) return { id: 'too_small', args: [min] }
  if (max !== null && value > max) return { id: 'too_large', args: [max] }
  return null
}

function asStep(step: unknown): number | 'any' {
  const number = Number(step)
  return step !== undefined && step !== 'any' && number > 0 ? number : 'any'
}

function checkStep(value: number, step: number | 'any', base: number): Message | null {
  if (step === 'any') return null
  const steps = (value - base) / step
  if (Math.abs(steps - Math.round(steps)) < 1e-9 * Math.max(1, Math.abs(steps))) return null
  const below = base + Math.floor(steps) * step
  return { id: 'step_mismatch', args: [rounded(below), rounded(below + step)] }
}

/** Removes the last digits that binary fractions add. */
function rounded(value: number): number {
  return Number(value.toPrecision(12))
}

function numberOf(field: InputField | TextareaField, attribute: string): number | null {
  const value = field.attributes?.[attribute]
  const number = Number(value)
  return value === undefined || value === '' || Number.isNaN(number) ? null : number
}
