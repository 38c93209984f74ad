import type { NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useFields } from '../hooks/use-fields'
import { usePanelForm } from '../hooks/use-shown-forms'
import { useReadableModule } from '../lazy-module'
import { lazyFields } from '../lazy-fields'

/** A form by its id; nothing until the code of forms is loaded. */
export function LaterForm({ id }: { readonly id: NodeId }): ReactNode {
  const code = useReadableModule(lazyFields)
  const fields = useFields()
  return code && fields && <code.FormView id={id} fields={fields} />
}

/** The input panel; nothing while no form is in it, or the code of forms is being loaded. */
export function LaterPanel(): ReactNode {
  const id = usePanelForm()
  return id !== undefined && <LoadedPanel id={id} />
}

function LoadedPanel({ id }: { readonly id: NodeId }): ReactNode {
  const code = useReadableModule(lazyFields)
  const fields = useFields()
  return code && fields && <code.InputPanel id={id} fields={fields} />
}
