import type { FieldSpec, NodeId } from '@webio/core/protocol'
import { useCallback, useSyncExternalStore } from 'react'
import { useShownSession } from '../context/shown-session-context'
import type { Uploads } from '../session/files/uploads'
import type { FieldModel, FieldState } from '../session/forms/field-model'
import type { FormModel } from '../session/forms/form-model'
import type { SessionFields } from '../session/forms/session-fields'
import { useReadableModule } from '../lazy-module'
import { useSessionValue } from './use-shown-session'

/** The fields of the session; null until their code is loaded. */
export function useFields(): SessionFields | null {
  return useReadableModule(useShownSession().fields)
}

/** The uploads of the session. Call it below a field, which is drawn only if its model exists. */
export function useUploads(): Uploads {
  const fields = useFields()
  if (!fields) throw new Error('A field was drawn before its model.')
  return fields.uploads
}

/** The model of an open form; undefined once the form is closed. */
export function useFormModel(fields: SessionFields, id: NodeId): FormModel | undefined {
  const shown = useShownSession()
  return useSessionValue(shown, `form:${id}`, () => fields.forms.get(id))
}

/** True from a form's submit until its answer. */
export function useIsBusy(model: FormModel): boolean {
  const subscribe = useCallback((listener: () => void) => model.subscribe(undefined, listener), [model])
  const read = (): boolean => model.isBusy
  return useSyncExternalStore(subscribe, read, read)
}

/** The value of a field, and its error or success message. */
export function useFieldState(model: FieldModel, field: FieldSpec): FieldState {
  const { name } = field
  const subscribe = useCallback((listener: () => void) => model.subscribe(name, listener), [model, name])
  const read = (): FieldState => model.state(field)
  return useSyncExternalStore(subscribe, read, read)
}
