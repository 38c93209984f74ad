import type { ActionsField } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { Button } from '../button'
import { NO_FORM } from '../dom/no-form'
import type { FieldModel } from '../session/forms/field-model'

interface PinButtonsProps {
  readonly field: ActionsField
  readonly model: FieldModel
  readonly labelId?: string | undefined
}

/** Buttons among the outputs. Each press sets the pin to the value of its button. */
export function PinButtons({ field, model, labelId }: PinButtonsProps): ReactNode {
  return (
    <div
      className="webio-form-buttons"
      role="group"
      aria-labelledby={labelId}
      aria-label={labelId === undefined ? field.name : undefined}
    >
      {field.buttons.map(({ id, label, color = 'primary', disabled }) => (
        <Button
          key={id}
          name={field.name}
          form={NO_FORM}
          color={color}
          disabled={disabled || field.readonly}
          onClick={() => model.edit(field, id)}
        >
          {label}
        </Button>
      ))}
    </div>
  )
}
