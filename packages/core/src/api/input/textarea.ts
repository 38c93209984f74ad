import type { HtmlAttributeValue, RawValue, TextareaField } from '../../protocol/input-spec'
import type { FieldRuntime } from '../../engine/forms/form-spec'
import { controlText } from '../../protocol/control-text'
import type { OptionRules } from '../arguments'
import { checkArgument } from '../arguments'
import { withoutNulls } from '../without-nulls'
import type { CodeEditorOptions } from './code-options'
import { readCode } from './code-options'
import type { FieldOptions, HtmlAttributes, LooseFieldOptions } from './field-options'
import {
  attributeUpdate,
  checkBounds,
  commonRuntime,
  commonSpec,
  FIELD_OPTION_RULES,
  splitAttributes,
  splitUpdate,
} from './field-options'
import type { FormOptions, InputItem } from './input-item'
import { askOrItem, FORM_OPTION_RULES } from './input-item'
import type { FromArguments } from '../from-arguments'

/** Options that `textarea` and `put_textarea` share. */
export interface TextareaFieldOptions<Out> extends FieldOptions<string, Out>, HtmlAttributes {
  /** Visible rows. @default 6 */
  rows?: number
  /** Uses a code editor: true, or its options. @default false */
  code?: boolean | CodeEditorOptions
  required?: boolean
  /** The initial value, also after Reset. */
  value?: string | null
  placeholder?: string
  /** @default false */
  readonly?: boolean
}

export interface TextareaOptions<Out> extends TextareaFieldOptions<Out>, FormOptions {}

/** The rules that `textarea` and `put_textarea` share. */
export const TEXTAREA_FIELD_RULES = {
  ...FIELD_OPTION_RULES,
  rows: 'integer',
  code: 'any',
  required: 'boolean',
  value: 'string',
  placeholder: 'string',
  readonly: 'boolean',
} as const satisfies OptionRules

const TEXTAREA_RULES = { ...TEXTAREA_FIELD_RULES, ...FORM_OPTION_RULES } as const satisfies OptionRules

/**
 * Asks for several lines of text. With a `name`, it returns a field for `input_group` instead.
 * @param options `rows`, `minlength`, `maxlength`, `value`, … and HTML attributes; `code`: a code editor
 * @throws TypeError or RangeError at the call if an argument is invalid; the promise rejects as that of `input`
 */
export function textarea<const Name extends string, Out = string>(
  label: string | undefined,
  options: TextareaOptions<Out> & { name: Name },
): InputItem<Name, FromArguments<Out>, 'field'>
export function textarea<Out = string>(
  label?: string,
  options?: TextareaOptions<Out> & { name?: undefined },
): Promise<FromArguments<Out>>
export function textarea(label: string | undefined = '', options?: object): unknown {
  checkArgument('textarea', 'label', label, 'string')
  const [known, attributes] = splitAttributes<LooseOptions & FormOptions>('textarea', options, TEXTAREA_RULES)
  return askOrItem('textarea', label, known, (fieldLabel) =>
    textareaField('textarea', fieldLabel, known, attributes),
  )
}

/**
 * Creates the field of `textarea` or `put_textarea` from checked options.
 * @throws RangeError if `rows` or a limit is invalid, TypeError if `validate` is invalid
 */
export function textareaField(
  caller: string,
  label: string,
  known: LooseOptions,
  attributes: Readonly<Record<string, HtmlAttributeValue>>,
): (name: string) => FieldRuntime {
  const { rows = 6, value, placeholder } = known
  checkRows(caller, rows)
  checkBounds(caller, 'textarea', attributes)
  const code = readCode(caller, known.code)
  const readonly = known.readonly || attributes['disabled'] === true || Boolean(code?.readOnly)
  const runtime = commonRuntime(caller, known)
  return (name) => {
    const spec: TextareaField = {
      type: 'textarea',
      rows,
      ...commonSpec(name, label, known, readonly),
      ...withoutNulls({ value: textOf(value), placeholder, code }),
      ...(Object.keys(attributes).length > 0 && { attributes }),
    }
    return { spec, convert: (raw: RawValue) => String(raw), update: updateTextarea, ...runtime }
  }
}

interface LooseOptions extends LooseFieldOptions {
  name?: string
  rows?: number
  code?: unknown
  value?: string | null
  placeholder?: string
}

const UPDATABLE = {
  help_text: 'string',
  required: 'boolean',
  value: 'string',
  placeholder: 'string',
  readonly: 'boolean',
  rows: 'integer',
} as const satisfies OptionRules

const updateTextarea: FieldRuntime['update'] = (fields, spec, caller) => {
  const [known, others] = splitUpdate(caller, fields, UPDATABLE)
  checkRows(caller, known['rows'])
  return {
    ...attributeUpdate(caller, spec, others),
    ...known,
    ...('value' in known && { value: textOf(known['value'] as string | null) ?? '' }),
  }
}

function textOf(value: string | null | undefined): string | null | undefined {
  return value && controlText('textarea', value)
}

function checkRows(caller: string, rows: unknown): void {
  if (typeof rows === 'number' && rows < 1)
    throw new RangeError(`${caller}: rows must be 1 or more, not ${rows}.`)
}
