import type { TextInputType } from '../../protocol/input-spec'
import { checkOptions } from '../arguments'
import { splitAttributes } from '../input/field-options'
import type { TextFieldOptions } from '../input/input'
import { TEXT_FIELD_RULES, textField } from '../input/input'
import type { SliderFieldOptions } from '../input/slider'
import { SLIDER_FIELD_RULES, sliderField } from '../input/slider'
import type { TextareaFieldOptions } from '../input/textarea'
import { TEXTAREA_FIELD_RULES, textareaField } from '../input/textarea'
import type { Output } from '../output/handle/output'
import type { PinOptions } from './make-pin'
import { makePin, PIN_OPTION_RULES } from './make-pin'

export interface PutInputOptions<Type extends TextInputType, Required extends boolean>
  extends PinOptions, TextFieldOptions<Type, Required, unknown> {}

const PUT_INPUT_RULES = { ...PIN_OPTION_RULES, ...TEXT_FIELD_RULES }

/**
 * Shows a single-line field without waiting for an answer: `pin` reads and writes it.
 * @param name letters, digits, - and _. An existing pin with this name expires
 * @param options the options of `input`; `validate` marks the field when it loses focus, without changing the value
 * @throws TypeError or RangeError if an argument is invalid
 * @example put_input('age', { label: 'Age', type: NUMBER, onchange: (age) => put_text(age) })
 */
export function put_input<const Type extends TextInputType = 'text', const Required extends boolean = false>(
  name: string,
  options?: PutInputOptions<Type, Required>,
): Output {
  const given = options as (Parameters<typeof textField>[2] & PinOptions) | undefined
  const [known, attributes] = splitAttributes('put_input', given, PUT_INPUT_RULES)
  return makePin('put_input', name, known, (label) => textField('put_input', label, known, attributes))
}

export interface PutTextareaOptions extends PinOptions, TextareaFieldOptions<unknown> {}

const PUT_TEXTAREA_RULES = { ...PIN_OPTION_RULES, ...TEXTAREA_FIELD_RULES }

/**
 * Shows a multi-line field without waiting for an answer: `pin` reads and writes it.
 * @param name letters, digits, - and _. An existing pin with this name expires
 * @param options the options of `textarea`
 * @throws TypeError or RangeError if an argument is invalid
 */
export function put_textarea(name: string, options?: PutTextareaOptions): Output {
  const given = options as (Parameters<typeof textareaField>[2] & PinOptions) | undefined
  const [known, attributes] = splitAttributes('put_textarea', given, PUT_TEXTAREA_RULES)
  return makePin('put_textarea', name, known, (label) =>
    textareaField('put_textarea', label, known, attributes),
  )
}

export interface PutSliderOptions extends PinOptions, SliderFieldOptions<unknown> {}

const PUT_SLIDER_RULES = { ...PIN_OPTION_RULES, ...SLIDER_FIELD_RULES }

/**
 * Shows a slider without waiting for an answer: `pin` reads and writes it.
 * @param name letters, digits, - and _. An existing pin with this name expires
 * @param options the options of `slider`
 * @throws TypeError or RangeError if an argument is invalid
 */
export function put_slider(name: string, options?: PutSliderOptions): Output {
  const checked = checkOptions<Parameters<typeof sliderField>[2] & PinOptions>(
    'put_slider',
    options as object | undefined,
    PUT_SLIDER_RULES,
  )
  return makePin('put_slider', name, checked, (label) => sliderField('put_slider', label, checked))
}
