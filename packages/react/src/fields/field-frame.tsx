import type { FieldSpec, Message } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useClassName, useSlots } from '../context/parts-context'
import { useText } from '../context/use-text'

interface FieldFrameProps {
  readonly field: FieldSpec
  readonly label?: string | undefined
  /** The id of the control that the label is for. If missing, the label names a group. */
  readonly controlId?: string | undefined
  readonly labelId?: string | undefined
  readonly helpId?: string | undefined
  readonly messageId?: string | undefined
  readonly message?: Message | undefined
  readonly praise?: Message | undefined
  readonly children: ReactNode
}

/** The surroundings of a control: its label, its help, and the message that reports an error or a success. */
export function FieldFrame({
  field,
  label,
  controlId,
  message,
  praise,
  children,
  ...ids
}: FieldFrameProps): ReactNode {
  const text = useText()
  const slots = useSlots()
  const frameClass = useClassName('field', 'webio-field')
  const labelClass = useClassName('label', 'webio-label')
  const helpClass = useClassName('help', 'webio-help')
  const errorClass = useClassName('error', 'webio-field-message')
  const marks = {
    id: ids.labelId,
    className: labelClass,
    'data-required': field.required ? '' : undefined,
  }
  return (
    <div className={frameClass} data-webio-field={field.name}>
      {label &&
        (slots.label ? (
          <slots.label id={ids.labelId} htmlFor={controlId} isRequired={field.required ?? false}>
            {label}
          </slots.label>
        ) : controlId === undefined ? (
          <div {...marks}>{label}</div>
        ) : (
          <label {...marks} htmlFor={controlId}>
            {label}
          </label>
        ))}
      {children}
      {message &&
        (slots.error ? (
          <slots.error id={ids.messageId} role="alert">
            {text(message)}
          </slots.error>
        ) : (
          <p id={ids.messageId} className={errorClass} role="alert">
            {text(message)}
          </p>
        ))}
      {!message && praise && (
        <p id={ids.messageId} className="webio-field-praise" role="status">
          {text(praise)}
        </p>
      )}
      {field.help_text &&
        (slots.help ? (
          <slots.help id={ids.helpId}>{field.help_text}</slots.help>
        ) : (
          <p id={ids.helpId} className={helpClass}>
            {field.help_text}
          </p>
        ))}
    </div>
  )
}
