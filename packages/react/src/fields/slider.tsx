import type { SliderField } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import type { ControlProps } from './control-props'
import { sharedAttributes } from './control-props'

/** A slider, with its number next to it. */
export function SliderControl(props: ControlProps<SliderField>): ReactNode {
  const { field, value, onChange, onBlur } = props
  const number = Number(value)
  return (
    <div className="webio-slider">
      <input
        {...sharedAttributes(props)}
        type="range"
        required={undefined}
        min={field.min_value}
        max={field.max_value}
        step={field.step}
        value={number}
        disabled={field.readonly}
        onChange={({ target }) => onChange(target.valueAsNumber)}
        onBlur={onBlur}
      />
      {/* The control announces its value itself; an `<output>` would announce each step again. */}
      <span className="webio-slider-value" aria-hidden>
        {field.step === 'any' ? number.toFixed(2) : number}
      </span>
    </div>
  )
}
