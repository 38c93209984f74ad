import type { ReactNode } from 'react'
import { usePanelForm } from '../store/use-shown-forms'
import { FormView } from './form-view'
import { usePanelHeight } from './use-panel-height'

/** The newest form that has no place of its own. The others wait below it and keep what was typed. */
export function InputPanel(): ReactNode {
  const id = usePanelForm()
  const panel = usePanelHeight()
  if (id === undefined) return null
  return (
    <div ref={panel} className="webio-panel">
      <FormView key={id} id={id} />
    </div>
  )
}
