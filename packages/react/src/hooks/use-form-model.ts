import type { FieldSpec } from '@webio/core/protocol'
import { useCallback, useSyncExternalStore } from 'react'
import type { FieldModel, FieldState } from '../session/forms/field-model'
import type { FormModel } from '../session/forms/form-model'

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
