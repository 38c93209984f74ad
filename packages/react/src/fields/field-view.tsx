import type { ActionsField, FieldSpec } from '@webio/core/protocol'
import type { ComponentType, ReactNode } from 'react'
import { useId } from 'react'
import type { FieldModel } from '../session/forms/field-model'
import type { FieldProps } from '../components'
import { useViewOptions } from '../context/view-options'
import { useFieldState } from '../hooks/use-fields'
import type { ControlProps } from './control-props'
import { CONTROLS } from './controls'
import { FieldFrame } from './field-frame'
import { isGroup } from './field-kinds'

interface FieldViewProps {
  readonly model: FieldModel
  readonly field: FieldSpec
  readonly label?: string | undefined
  /** The `form` attribute of the field's control. A pin sets it, because it belongs to no form. */
  readonly form?: string | undefined
  /** Draws the buttons of an `actions` field. They work differently in a form and in a pin. */
  readonly actions: (field: ActionsField, labelId: string | undefined) => ReactNode
}

/** One field with its label, control, help and message. */
export function FieldView({ model, field, label, form, actions }: FieldViewProps): ReactNode {
  const { fields } = useViewOptions()
  const id = useId()
  const { value, message, praise } = useFieldState(model, field)
  const labelId = label ? `${id}-label` : undefined
  const helpId = field.help_text ? `${id}-help` : undefined
  const messageId = message || praise ? `${id}-message` : undefined
  const props: FieldProps = {
    field,
    value,
    message,
    id,
    form,
    labelledBy: labelId,
    describedBy: [messageId, helpId].filter(Boolean).join(' ') || undefined,
    onChange: (next: typeof value) => model.edit(field, next),
    onBlur: () => model.leave(field),
    onSearch: (query: string) => model.search(field.name, query),
  }
  // A control of the host page receives only what is documented.
  const internals = { model, onAction: () => model.pressAction(field.name) }
  const Custom = fields[field.type] as ComponentType<FieldProps> | undefined
  // The table gives each type the control that takes its spec, but TypeScript cannot match the two unions pair by pair.
  const controls = CONTROLS as unknown as Readonly<Record<string, ComponentType<ControlProps<FieldSpec>>>>
  const Control = controls[field.type]
  return (
    <FieldFrame
      field={field}
      label={label}
      controlId={isGroup(field) && !Custom ? undefined : id}
      labelId={labelId}
      helpId={helpId}
      messageId={messageId}
      message={message}
      praise={praise}
    >
      {field.type === 'actions' ? (
        actions(field, labelId)
      ) : Custom ? (
        <Custom {...props} />
      ) : (
        Control && <Control {...props} {...internals} />
      )}
    </FieldFrame>
  )
}
