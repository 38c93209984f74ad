import type { FieldSpec, Message } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useText } from '../context/texts-context'

interface FieldFrameProps {
  readonly field: FieldSpec
  readonly label?: string | undefined
  /** The control that the label is for; without it the label names a group. */
  readonly controlId?: string | undefined
  readonly labelId?: string | undefined
  readonly helpId?: string | undefined
  readonly messageId?: string | undefined
  readonly message?: Message | undefined
  readonly praise?: Message | undefined
  readonly children: ReactNode
}

/** What is around a control: label, help, and the message that says what is wrong, or good. */
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
  const marks = {
    id: ids.labelId,
    className: 'webio-label',
    'data-required': field.required ? '' : undefined,
  }
  return (
    <div className="webio-field" data-webio-field={field.name}>
      {label &&
        (controlId === undefined ? (
          <div {...marks}>{label}</div>
        ) : (
          <label {...marks} htmlFor={controlId}>
            {label}
          </label>
        ))}
      {children}
      {message && (
        <p id={ids.messageId} className="webio-field-message" role="alert">
          {text(message)}
        </p>
      )}
      {!message && praise && (
        <p id={ids.messageId} className="webio-field-praise" role="status">
          {text(praise)}
        </p>
      )}
      {field.help_text && (
        <p id={ids.helpId} className="webio-help">
          {field.help_text}
        </p>
      )}
    </div>
  )
}
