import type { TextareaField } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import type { ControlProps } from '../control-props'
import { sharedAttributes, textOf } from '../control-props'

const DEFAULT_ROWS = 6

/** A multi-line control. */
export function TextareaControl(props: ControlProps<TextareaField>): ReactNode {
  const { field, value, onChange, onBlur } = props
  return (
    <textarea
      {...sharedAttributes(props)}
      className="webio-input webio-textarea"
      value={textOf(value)}
      rows={field.rows ?? DEFAULT_ROWS}
      placeholder={field.placeholder}
      readOnly={field.readonly}
      onChange={({ target }) => onChange(target.value)}
      onBlur={onBlur}
    />
  )
}
