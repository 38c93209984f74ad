import type { ReactNode } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { useText } from '../context/use-text'
import { useFields } from '../hooks/use-fields'
import { useReadableModule } from '../lazy-module'
import { useStatus } from '../hooks/use-shown-session'
import { lazyFields } from '../lazy-fields'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

/** A field among the outputs: an empty box until the code of fields is loaded. */
export function PinOutput({ spec }: RendererProps<'pin'>): ReactNode {
  const isOver = useStatus(useShownSession()) === 'closed'
  const text = useText()
  const root = useOutputRoot(spec)
  const loaded = useReadableModule(lazyFields)
  const fields = useFields()
  if (spec.expired) {
    return (
      <div {...root} className="webio-block webio-expired">
        {text({ id: 'duplicated_pin_name' })}
      </div>
    )
  }
  const { id, field, valid_status } = spec
  const isReady = loaded && fields
  return (
    <div
      {...root}
      className="webio-block webio-pin"
      data-webio-pin={field.name}
      data-valid={valid_status}
      inert={isOver}
      aria-busy={isReady ? undefined : true}
    >
      {isReady && <loaded.PinField field={field} model={fields.pins.get(id)} />}
    </div>
  )
}
