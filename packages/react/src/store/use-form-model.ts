import type { FieldSpec, Message, RawValue } from '@webio/core/protocol'
import { useCallback, useSyncExternalStore } from 'react'
import type { FormModel } from '../client/form-model'

function useModelVersion(model: FormModel, field: string | undefined): void {
  const subscribe = useCallback((listener: () => void) => model.subscribe(field, listener), [model, field])
  const read = (): number => model.version(field)
  useSyncExternalStore(subscribe, read, read)
}

/** True from a form's submit until its answer. */
export function useIsBusy(model: FormModel): boolean {
  useModelVersion(model, undefined)
  return model.isBusy
}

/** What a field holds, and what is wrong with it. */
export function useFieldState(
  model: FormModel,
  field: FieldSpec,
): { value: RawValue; message: Message | undefined } {
  useModelVersion(model, field.name)
  return { value: model.value(field), message: model.message(field.name) }
}
