import type { FormSpec } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { Button } from '../button'
import type { FormModel } from '../session/forms/form-model'
import { useText } from '../context/use-text'
import { keepFocus } from '../dom/keep-focus'

interface FormButtonsProps {
  readonly model: FormModel
  readonly isBusy: boolean
  readonly isCancelable?: boolean | undefined
}

/** Submit, Reset and, if the form can be cancelled, Cancel. */
export function FormButtons({ model, isBusy, isCancelable = false }: FormButtonsProps): ReactNode {
  const text = useText()
  return (
    <div className="webio-form-buttons" onMouseDown={keepFocus}>
      <Button type="submit" isUnusable={isBusy} aria-busy={isBusy || undefined}>
        {text({ id: 'submit' })}
      </Button>
      <Button color="secondary" look={{ outline: true }} isUnusable={isBusy} onClick={() => model.reset()}>
        {text({ id: 'reset' })}
      </Button>
      {isCancelable && (
        <Button color="secondary" look={{ outline: true }} isUnusable={isBusy} onClick={() => model.cancel()}>
          {text({ id: 'cancel' })}
        </Button>
      )}
    </div>
  )
}

/** Whether the form ends with its own buttons that can submit it. */
export function hasOwnButtons({ fields }: FormSpec): boolean {
  const last = fields.at(-1)
  return last?.type === 'actions' && last.buttons.some(({ type }) => type === 'submit')
}
