import type { ActionsField } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { Button } from '../button'
import type { FormModel } from '../session/forms/form-model'
import { keepFocus } from '../dom/keep-focus'

interface ActionsControlProps {
  readonly field: ActionsField
  readonly model: FormModel
  readonly isBusy: boolean
  readonly labelId?: string | undefined
}

/** Buttons that end a form in their own ways. */
export function ActionsControl({ field, model, isBusy, labelId }: ActionsControlProps): ReactNode {
  return (
    <div
      className="webio-form-buttons"
      onMouseDown={keepFocus}
      role={labelId && 'group'}
      aria-labelledby={labelId}
    >
      {field.buttons.map(({ id, label, type, color, disabled }) => (
        <Button
          key={id}
          type={type === 'submit' ? 'submit' : 'button'}
          name={field.name}
          data-webio-action={id}
          color={color ?? (type === 'submit' ? 'primary' : 'secondary')}
          look={{ outline: type !== 'submit' && color === undefined }}
          disabled={disabled}
          isUnusable={isBusy}
          onClick={() => {
            if (type === 'reset') model.reset()
            if (type === 'cancel') model.cancel({ field: field.name, id })
          }}
        >
          {label}
        </Button>
      ))}
    </div>
  )
}
