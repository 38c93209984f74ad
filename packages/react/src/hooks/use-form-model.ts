import type { FieldSpec, Message, RawValue } from '@webio/core/protocol'
import { useCallback, useSyncExternalStore } from 'react'
import type { FieldModel } from '../session/forms/field-model'
import type { FormModel } from '../session/forms/form-model'

function useModelVersion(model: FieldModel, field: string | undefined): void {
  const subscribe = useCallback((listener: () => void) => model.subscribe(field, listener), [model, field])
  const read = (): number => model.version(field)
  useSyncExternalStore(subscribe, read, read)
}

/** True from a form's submit until its answer. */
export function useIsBusy(model: FormModel): boolean {
  useModelVersion(model, undefined)
  return model.isBusy
}

/** What a field holds, and what is wrong or good about it. */
export function useFieldState(
  model: FieldModel,
  field: FieldSpec,
): { value: RawValue; message: Message | undefined; praise: Message | undefined } {
  useModelVersion(model, field.name)
  const { name } = field
  return { value: model.value(field), message: model.message(name), praise: model.praise(name) }
}
