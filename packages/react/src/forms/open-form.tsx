import type { ViewForm } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useCallback, useId, useRef } from 'react'
import type { FormModel } from '../session/forms/form-model'
import { useStatus } from '../hooks/use-shown-session'
import { useShownSession } from '../context/shown-session-context'
import { useIsBusy } from '../hooks/use-fields'
import { useClassName, useSlots } from '../context/parts-context'
import type { FormSlotProps } from '../parts'
import { FieldView } from '../fields/field-view'
import { Usable } from '../fields/usable'
import { ActionsControl } from '../fields/actions'
import { PartsGuard } from '../parts-guard'
import { FormButtons, hasOwnButtons } from './form-buttons'
import { focusField } from '../dom/focus-field'
import { FormPlace } from './form-place'
import { pressedAction } from './pressed-action'
import { useFocusAfter } from './use-focus-after'
import { useFocusOnShow } from './use-focus-on-show'
import { useFocusOnRefusal } from './use-focus-on-refusal'
import { useNativeSubmit } from './use-native-submit'

interface OpenFormProps {
  readonly form: ViewForm
  readonly model: FormModel
}

/** A form that awaits an answer. */
export function OpenForm(props: OpenFormProps): ReactNode {
  return (
    <FormPlace still={<PlacedForm {...props} isStill />}>
      <PartsGuard>
        <PlacedForm {...props} />
      </PartsGuard>
    </FormPlace>
  )
}

interface PlacedFormProps extends OpenFormProps {
  /** Whether the form cannot be used yet: it only shows what is about to appear. */
  readonly isStill?: boolean
}

function PlacedForm({ form, model, isStill = false }: PlacedFormProps): ReactNode {
  const { spec } = form
  const titleId = useId()
  const element = useRef<HTMLFormElement>(null)
  const isOver = useStatus(useShownSession()) === 'closed'
  const isBusy = useIsBusy(model)
  useFocusOnShow(element, spec)
  const noteSubmit = useFocusAfter()
  useFocusOnRefusal(element, form)

  const submit = useCallback(
    (event: SubmitEvent): void => {
      if (model.isBusy) return
      noteSubmit()
      const failing = model.submit(pressedAction(event))
      if (failing !== null && element.current) focusField(element.current, failing)
    },
    [model, noteSubmit],
  )
  useNativeSubmit(element, submit)
  const hasTitle = spec.label && !spec.single
  const { form: Slot } = useSlots()
  const Frame = Slot ?? FormFrame
  const className = useClassName('form', 'webio-form')
  const frame = { className, 'data-own-frame': Slot ? '' : undefined }
  const content = (
    <Frame
      title={hasTitle ? spec.label : undefined}
      titleId={titleId}
      buttons={
        hasOwnButtons(spec) ? undefined : (
          <FormButtons model={model} isBusy={isBusy} isCancelable={spec.cancelable} />
        )
      }
    >
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
    </Frame>
  )
  if (isStill) {
    return (
      <div {...frame} inert>
        {content}
      </div>
    )
  }
  return (
    <form
      ref={element}
      {...frame}
      data-webio-form=""
      // If no script handles the form, the browser must not put what was typed into the page's address.
      method="dialog"
      noValidate
      inert={isOver}
      aria-labelledby={hasTitle ? titleId : undefined}
    >
      <Usable>{content}</Usable>
    </form>
  )
}

function FormFrame({ title, titleId, buttons, children }: FormSlotProps): ReactNode {
  return (
    <>
      {title && (
        <div id={titleId} className="webio-form-title">
          {title}
        </div>
      )}
      {children}
      {buttons}
    </>
  )
}
