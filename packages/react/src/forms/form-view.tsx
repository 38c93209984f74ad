import type { NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useForm, useFormModel } from '../hooks/use-shown-session'
import { OpenForm } from './open-form'

/** A form by its id; nothing once the form is closed. */
export function FormView({ id }: { readonly id: NodeId }): ReactNode {
  const form = useForm(id)
  const model = useFormModel(id)
  return form && model ? <OpenForm form={form} model={model} /> : null
}
