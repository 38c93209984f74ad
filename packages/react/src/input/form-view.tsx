import type { NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { usePage } from '../context/page-context'
import { useForm } from '../store/use-session'
import { OpenForm } from './open-form'

/** A form by its id; nothing once it is closed. */
export function FormView({ id }: { readonly id: NodeId }): ReactNode {
  const page = usePage()
  const form = useForm(id)
  const model = page.forms.get(id)
  return form && model ? <OpenForm form={form} model={model} /> : null
}
