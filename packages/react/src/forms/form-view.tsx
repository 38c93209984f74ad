import type { NodeId } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useFormModel } from '../hooks/use-fields'
import { useForm } from '../hooks/use-shown-session'
import type { SessionFields } from '../session/forms/session-fields'
import { OpenForm } from './open-form'

/** Props of a form by its id. */
export interface FormViewProps {
  readonly id: NodeId
  readonly fields: SessionFields
}

/** A form by its id; nothing once the form is closed. */
export function FormView({ id, fields }: FormViewProps): ReactNode {
  const form = useForm(id)
  const model = useFormModel(fields, id)
  return form && model ? <OpenForm form={form} model={model} /> : null
}
