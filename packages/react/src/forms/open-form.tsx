import type { ViewForm } from '@webio/core/protocol'
import type { FormEvent, ReactNode } from 'react'
import { useId, useRef } from 'react'
import type { FormModel } from '../session/forms/form-model'
import { useIsLive } from '../hooks/use-shown-session'
import { useIsBusy } from '../hooks/use-form-model'
import { FieldView } from '../fields/field-view'
import { ActionsControl } from '../fields/actions'
import { FormButtons, hasOwnButtons } from './form-buttons'
import { focusField } from '../dom/focus-field'
import { pressedAction } from './pressed-action'
import { useFocusOnShow } from './use-focus-on-show'
import { useFocusOnRefusal } from './use-focus-on-refusal'

interface OpenFormProps {
  readonly form: ViewForm
  readonly model: FormModel
}

/** A form that waits for an answer. */
export function OpenForm({ form, model }: OpenFormProps): ReactNode {
  const { spec } = form
  const titleId = useId()
  const element = useRef<HTMLFormElement>(null)
  const isLive = useIsLive()
  const isBusy = useIsBusy(model)
  useFocusOnShow(element, spec)
  useFocusOnRefusal(element, form)

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (model.isBusy) return
    const failing = model.submit(pressedAction(event.nativeEvent))
    if (failing !== null) focusField(event.currentTarget, failing)
  }
  const hasTitle = spec.label && !spec.single
  return (
    <form
      ref={element}
      className="webio-form"
      data-webio-form=""
      noValidate
      inert={!isLive}
      aria-labelledby={hasTitle ? titleId : undefined}
      onSubmit={submit}
    >
      {hasTitle && (
        <div id={titleId} className="webio-form-title">
          {spec.label}
        </div>
      )}
      {spec.fields.map((field) => (
        <FieldView
          key={field.name}
          model={model}
          field={field}
          label={spec.single ? (spec.label ?? field.label) : field.label}
          actions={(actions, labelId) => (
            <ActionsControl field={actions} model={model} isBusy={isBusy} labelId={labelId} />
          )}
        />
      ))}
      {!hasOwnButtons(spec) && <FormButtons model={model} isBusy={isBusy} isCancelable={spec.cancelable} />}
    </form>
  )
}
