import type { PinNode } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { NO_FORM } from '../../dom/no-form'
import { FieldView } from '../../fields/field-view'
import { PinButtons } from '../../fields/pin-buttons'
import { Usable } from '../../fields/usable'
import type { PinModel } from '../../session/forms/pin-model'

interface PinFieldProps {
  readonly field: PinNode['field']
  readonly model: PinModel
}

/** The field of a pin. */
export function PinField({ field, model }: PinFieldProps): ReactNode {
  return (
    <Usable>
      <FieldView
        model={model}
        field={field}
        label={field.label}
        form={NO_FORM}
        actions={(actions, labelId) => <PinButtons field={actions} model={model} labelId={labelId} />}
      />
    </Usable>
  )
}
