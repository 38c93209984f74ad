import type { FieldSpec, FormSpec } from '../../protocol/input-spec'
import { messageText } from '../../protocol/messages'

/** A form as lines of text: its label, and a line for each field with its type and rules; a single field in one line. */
export function formText({ label, fields, single }: FormSpec): string {
  const heading = ['[form]', ...(label === undefined ? [] : [label])].join(' ')
  const [field] = fields
  if (single && field) return [heading, fieldText(field)].join(' ')
  return [heading, ...fields.map((one) => `  ${[one.label ?? one.name, fieldText(one)].join(' ')}`)].join(
    '\n',
  )
}

function fieldText(field: FieldSpec): string {
  const rules = [
    field.type,
    ...('required' in field && field.required ? ['required'] : []),
    ...('disabled' in field && field.disabled ? ['disabled'] : []),
  ]
  return [`(${rules.join(', ')})`, choicesOf(field)].filter(Boolean).join(' ')
}

function choicesOf(field: FieldSpec): string {
  if ('options' in field) return field.options.map(({ label }) => label).join(' | ')
  if ('buttons' in field) return field.buttons.map(({ label }) => `[${messageText(label)}]`).join(' ')
  return ''
}
