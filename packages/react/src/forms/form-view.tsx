import type { NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { useForm } from '../hooks/use-shown-session'
import { OpenForm } from './open-form'

/** A form by its id; nothing once it is closed. */
export function FormView({ id }: { readonly id: NodeId }): ReactNode {
  const page = useShownSession()
  const form = useForm(id)
  const model = page.forms.get(id)
  return form && model ? <OpenForm form={form} model={model} /> : null
}
