import type { FieldSpec, Message, RawValue } from '@webio/core/protocol'
import type { FieldModel } from '../session/forms/field-model'
import type { ControlledField } from '../components'
import { controlAttributes } from './control-attributes'

/** What a built-in control receives beyond what the host page's own controls do. */
export interface ControlProps<Field extends FieldSpec> extends ControlledField<Field> {
  /** The form or pin that the field belongs to. */
  readonly model: FieldModel
  /** Presses the button next to the field. */
  readonly onAction: () => void
}

/** The attributes that all controls share. */
export interface SharedAttributes {
  readonly id: string
  readonly name: string
  readonly form?: string | undefined
  readonly required?: boolean | undefined
  readonly 'aria-invalid'?: boolean | undefined
  readonly 'aria-describedby'?: string | undefined
  readonly 'aria-label'?: string | undefined
}

interface Described {
  readonly id: string
  readonly message?: Message | undefined
  readonly describedBy?: string | undefined
  readonly labelledBy?: string | undefined
  readonly form?: string | undefined
  readonly field: {
    readonly name: string
    readonly required?: boolean
    readonly attributes?: Parameters<typeof controlAttributes>[0]
  }
}

/** The attributes of a single control. The author's extra ones come first, so that they cannot override the field's own. */
export function sharedAttributes({
  id,
  field,
  message,
  describedBy,
  labelledBy,
  form,
}: Described): SharedAttributes {
  return {
    ...controlAttributes(field.attributes),
    id,
    name: field.name,
    form,
    required: field.required,
    // Set for a required field too: otherwise browsers report it as invalid before anything was entered.
    'aria-invalid': message !== undefined || (field.required ? false : undefined),
    'aria-describedby': describedBy,
    // A control must have a name. Without a label, the field's own name is the best there is.
    'aria-label': labelledBy === undefined ? field.name : undefined,
  }
}

/** The raw value of a text-like field as text. */
export function textOf(value: RawValue): string {
  return value === null ? '' : String(value)
}
