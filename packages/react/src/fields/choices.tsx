import type { CheckboxField, OptionSpec, RadioField } from '@webio/core/protocol'
import type { ComponentProps, FocusEvent, ReactNode } from 'react'
import type { ControlProps } from './control-props'
import { optionValue } from './option-value'

/** Choices any number of which can be ticked. */
export function CheckboxControl(props: ControlProps<CheckboxField>): ReactNode {
  const { field, value, message, form, onChange } = props
  const chosen = Array.isArray(value) ? (value as readonly number[]) : []
  const isChosen = (id: number): boolean => chosen.includes(id)
  const toggle = (id: number, isOn: boolean): void => {
    const ids = field.options.map((option) => option.id)
    onChange(ids.filter((other) => (other === id ? isOn : isChosen(other))))
  }
  return (
    <fieldset {...groupAttributes(props)}>
      {field.options.map((option) => (
        <Choice key={option.id} option={option}>
          <input
            type="checkbox"
            name={field.name}
            form={form}
            value={optionValue(option.value)}
            checked={isChosen(option.id)}
            disabled={option.disabled || field.readonly}
            aria-invalid={message === undefined ? undefined : true}
            onChange={({ target }) => toggle(option.id, target.checked)}
          />
        </Choice>
      ))}
    </fieldset>
  )
}

/** Choices one of which can be picked. */
export function RadioControl(props: ControlProps<RadioField>): ReactNode {
  const { field, value, message, form, onChange } = props
  return (
    <fieldset
      {...groupAttributes(props)}
      role="radiogroup"
      aria-invalid={message === undefined ? undefined : true}
      aria-required={field.required}
    >
      {field.options.map((option) => (
        <Choice key={option.id} option={option}>
          <input
            type="radio"
            name={field.name}
            form={form}
            value={optionValue(option.value)}
            checked={value === option.id}
            disabled={option.disabled || field.readonly}
            onChange={() => onChange(option.id)}
          />
        </Choice>
      ))}
    </fieldset>
  )
}

interface ChoiceProps {
  readonly option: OptionSpec
  readonly children: ReactNode
}

function Choice({ option, children }: ChoiceProps): ReactNode {
  return (
    <label className="webio-choice" data-disabled={option.disabled ? '' : undefined}>
      {children}
      <span>{option.label}</span>
    </label>
  )
}

interface DataInline {
  readonly 'data-inline'?: '' | undefined
}

type GroupProps = ControlProps<CheckboxField> | ControlProps<RadioField>

function groupAttributes({
  field,
  labelledBy,
  describedBy,
  form,
  onBlur,
}: GroupProps): ComponentProps<'fieldset'> & DataInline {
  return {
    className: 'webio-choices',
    form,
    'data-inline': field.inline ? '' : undefined,
    'aria-labelledby': labelledBy,
    'aria-label': labelledBy === undefined ? field.name : undefined,
    'aria-describedby': describedBy,
    onBlur: (event: FocusEvent<HTMLElement>) => {
      // Moving from one choice to another does not leave the field.
      if (!event.currentTarget.contains(event.relatedTarget)) onBlur()
    },
  }
}
