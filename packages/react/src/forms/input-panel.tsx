import type { ReactNode } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { useViewOptions } from '../context/view-options'
import { useEnv } from '../hooks/use-shown-session'
import type { FormViewProps } from './form-view'
import { FormView } from './form-view'
import { usePanel } from './use-panel'

/**
 * The newest form that has no place of its own. Older ones wait below it and keep what was typed. On the stand-alone page it stays in view, unless
 * the task wants it in its place. On a host page it stays in its place, where it covers nothing.
 */
export function InputPanel({ id, fields }: FormViewProps): ReactNode {
  const env = useEnv(useShownSession())
  const panel = usePanel(env, id)
  const { isStandAlone } = useViewOptions()
  const isSticky = isStandAlone && env.input_panel_fixed !== false
  return (
    <div ref={isSticky ? panel : undefined} className="webio-panel" data-sticky={isSticky ? '' : undefined}>
      <FormView key={id} id={id} fields={fields} />
    </div>
  )
}
