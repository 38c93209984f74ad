import type { FieldRuntime } from '../../engine/forms/form-spec'
import type { SliderField } from '../../protocol/input-spec'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import type { FieldOptions, LooseFieldOptions } from './field-options'
import { withoutNulls } from '../without-nulls'
import { commonRuntime, commonSpec, FIELD_OPTION_RULES, strictUpdate } from './field-options'
import type { FormOptions, InputItem } from './input-item'
import { askOrItem, FORM_OPTION_RULES } from './input-item'
import type { FromArguments } from '../from-arguments'

/** Options that `slider` and `put_slider` share. */
export interface SliderFieldOptions<Out> extends FieldOptions<number, Out> {
  /** @default min_value if it is more than 0, otherwise 0 */
  value?: number
  /** @default 0 */
  min_value?: number
  /** @default 100 */
  max_value?: number
  /** @default 1, or continuous if the value or an end is not a whole number */
  step?: number
  required?: boolean
}

export interface SliderOptions<Out> extends SliderFieldOptions<Out>, FormOptions {}

const NUMBERS = {
  value: 'number',
  min_value: 'number',
  max_value: 'number',
  step: 'number',
} as const satisfies OptionRules

/** The rules that `slider` and `put_slider` share. */
export const SLIDER_FIELD_RULES = {
  ...FIELD_OPTION_RULES,
  ...NUMBERS,
  required: 'boolean',
} as const satisfies OptionRules

const SLIDER_RULES = { ...SLIDER_FIELD_RULES, ...FORM_OPTION_RULES } as const satisfies OptionRules

/**
 * Asks for a number with a slider. With a `name`, it returns a field for `input_group` instead.
 * @throws TypeError or RangeError at the call if an argument is invalid; the promise rejects as that of `input`
 */
export function slider<const Name extends string, Out = number>(
  label: string | undefined,
  options: SliderOptions<Out> & { name: Name },
): InputItem<Name, FromArguments<Out>, 'field'>
export function slider<Out = number>(
  label?: string,
  options?: SliderOptions<Out> & { name?: undefined },
): Promise<FromArguments<Out>>
export function slider(label: string | undefined = '', options?: object): unknown {
  checkArgument('slider', 'label', label, 'string')
  const checked = checkOptions<LooseSlider & FormOptions>('slider', options, SLIDER_RULES)
  return askOrItem('slider', label, checked, (fieldLabel) => sliderField('slider', fieldLabel, checked))
}

/**
 * Creates the field of `slider` or `put_slider` from checked options.
 * @throws RangeError if the numbers are inconsistent, TypeError if `validate` is invalid
 */
export function sliderField(
  caller: string,
  label: string,
  checked: LooseSlider,
): (name: string) => FieldRuntime {
  const range = sliderRange(caller, checked)
  const runtime = commonRuntime(caller, checked)
  return (name) => {
    const spec: SliderField = { type: 'slider', ...commonSpec(name, label, checked), ...range }
    return { spec, convert: Number, update: updateSlider, ...runtime }
  }
}

interface SliderNumbers {
  value?: number
  min_value?: number
  max_value?: number
  step?: number
}

interface LooseSlider extends LooseFieldOptions, SliderNumbers {
  name?: string
}

function sliderRange(
  caller: string,
  options: SliderNumbers,
): Pick<SliderField, 'value' | 'min_value' | 'max_value' | 'step'> {
  const { min_value = 0, max_value = 100 } = options
  const { value = Math.min(Math.max(0, min_value), max_value) } = options
  if (min_value > max_value)
    throw new RangeError(`${caller}: min_value (${min_value}) is more than max_value (${max_value}).`)
  if (value < min_value || value > max_value) {
    throw new RangeError(
      `${caller}: value (${value}) must be from min_value (${min_value}) to max_value (${max_value}).`,
    )
  }
  if (options.step !== undefined && options.step <= 0) {
    throw new RangeError(`${caller}: step must be more than 0, not ${options.step}.`)
  }
  // PyWebIO: a slider between fractions moves freely.
  const whole = [value, min_value, max_value].every(Number.isInteger)
  return { value, min_value, max_value, step: options.step ?? (whole ? 1 : 'any') }
}

const UPDATABLE = { help_text: 'string', required: 'boolean', ...NUMBERS } as const satisfies OptionRules

const updateSlider: FieldRuntime['update'] = (fields, spec, caller) => {
  const known = strictUpdate(caller, fields, UPDATABLE)
  if (!Object.keys(known).some((name) => Object.hasOwn(NUMBERS, name))) return known
  const before = spec as SliderField
  const { value, ...ends } = known as { readonly [Name in keyof typeof NUMBERS]?: number | null }
  const { min_value, max_value, step } = before
  const given = withoutNulls({ min_value, max_value, step: step === 'any' ? null : step, ...ends })
  const range = sliderRange(caller, { ...given, ...('value' in known && withoutNulls({ value })) })
  if ('value' in known) return { ...known, ...range }
  // The slider keeps its value as far as the new ends allow.
  const kept = Math.min(Math.max(before.value, range.min_value), range.max_value)
  const { value: _, ...rest } = sliderRange(caller, { ...given, value: kept })
  return { ...known, ...rest, ...(kept !== before.value && { value: kept }) }
}
