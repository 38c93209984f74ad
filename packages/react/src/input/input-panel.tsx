import type { ReactNode } from 'react'
import { useViewOptions } from '../context/view-options'
import { usePanelForm } from '../store/use-shown-forms'
import { FormView } from './form-view'
import { usePanelHeight } from './use-panel-height'

/**
 * The newest form that has no place of its own. The others wait below it and keep what was typed. On the stand-alone page it stays in view;
 * on a host page it stays at its place, where it covers nothing.
 */
export function InputPanel(): ReactNode {
  const id = usePanelForm()
  const panel = usePanelHeight()
  const { isStandAlone } = useViewOptions()
  if (id === undefined) return null
  return (
    <div ref={panel} className="webio-panel" data-sticky={isStandAlone ? '' : undefined}>
      <FormView key={id} id={id} />
    </div>
  )
}
