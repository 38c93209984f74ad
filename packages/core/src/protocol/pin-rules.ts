import { checkChange, checkField, isRawValueOf } from './field-rules'
import type { FieldSpec, OptionSpec, RawValue } from './input-spec'

/**
 * Whether a person can produce `raw` with the control of a pin (rule P4).
 * @param before the current raw value
 */
export function canPinHold(field: FieldSpec, raw: RawValue, before: RawValue): boolean {
  const { readonly, ...free } = field
  if (readonly && !isSame(raw, before)) return false
  switch (field.type) {
    case 'actions':
      return field.buttons.some((button) => button.id === raw && !button.disabled)
    case 'slider':
      return isRawValueOf(field, raw) && checkField(free as FieldSpec, raw) === null
    case 'select':
    case 'checkbox':
    case 'radio':
    case 'file':
      return isRawValueOf(field, raw)
    default:
      return isRawValueOf(field, raw) && checkChange(field, raw, before) === null
  }
}

/** The spec that a field would have if the author had set its current value. */
export function fieldHolding(field: FieldSpec, raw: RawValue): FieldSpec {
  switch (field.type) {
    case 'actions':
    case 'file':
      return field
    case 'select':
    case 'checkbox':
    case 'radio':
      return { ...field, options: field.options.map((option) => optionIn(option, raw)) }
    case 'slider':
      return { ...field, value: Number(raw) }
    default:
      return { ...field, value: String(raw ?? '') }
  }
}

function optionIn({ selected: _, ...option }: OptionSpec, raw: RawValue): OptionSpec {
  const isChosen = Array.isArray(raw) ? raw.includes(option.id) : raw === option.id
  return isChosen ? { ...option, selected: true } : option
}

function isSame(a: RawValue, b: RawValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
