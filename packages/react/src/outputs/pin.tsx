import type { ReactNode } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { NO_FORM } from '../dom/no-form'
import { useText } from '../context/texts-context'
import { FieldView } from '../fields/field-view'
import { PinButtons } from '../fields/pin-buttons'
import { Usable } from '../fields/usable'
import { useStatus } from '../hooks/use-shown-session'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

/** A field among the outputs. */
export function PinOutput({ spec }: RendererProps<'pin'>): ReactNode {
  const shown = useShownSession()
  const isOver = useStatus(shown) === 'closed'
  const text = useText()
  const root = useOutputRoot(spec)
  if (spec.expired) {
    return (
      <div {...root} className="webio-block webio-expired">
        {text({ id: 'duplicated_pin_name' })}
      </div>
    )
  }
  const { field, valid_status } = spec
  const model = shown.pins.get(spec.id)
  return (
    <div
      {...root}
      className="webio-block webio-pin"
      data-webio-pin={field.name}
      data-valid={valid_status}
      inert={isOver}
    >
      <Usable>
        <FieldView
          model={model}
          field={field}
          label={field.label}
          form={NO_FORM}
          actions={(actions, labelId) => <PinButtons field={actions} model={model} labelId={labelId} />}
        />
      </Usable>
    </div>
  )
}
