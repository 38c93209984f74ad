import type { OptionSpec, RawValue, SelectField } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { Combobox } from './combobox'
import type { ControlProps } from './control-props'

interface SearchableSelectProps extends ControlProps<SelectField> {
  /** Whether the control that it replaces has the focus. */
  readonly takesFocus?: boolean | undefined
}

/** A list of choices that is searched by typing. */
export function SearchableSelect(props: SearchableSelectProps): ReactNode {
  const { field, value, onChange } = props
  const [query, setQuery] = useState<string | null>(null)
  return (
    <Combobox
      {...props}
      query={query}
      onQuery={setQuery}
      options={field.options.filter(({ label }) => contains(label, query ?? ''))}
      chosen={chosenOptions(field.options, value)}
      onPick={({ id }) => onChange(field.multiple ? toggled(field.options, value, id) : id)}
    />
  )
}

function chosenOptions(options: readonly OptionSpec[], value: RawValue): readonly OptionSpec[] {
  return options.filter(({ id }) => (Array.isArray(value) ? value.includes(id) : value === id))
}

/** The chosen ids in the order of the options, with one of them toggled. */
function toggled(options: readonly OptionSpec[], value: RawValue, id: number): readonly number[] {
  const chosen = new Set(chosenOptions(options, value).map((option) => option.id))
  if (!chosen.delete(id)) chosen.add(id)
  return options.map((option) => option.id).filter((other) => chosen.has(other))
}

function contains(label: string, query: string): boolean {
  return label.toLocaleLowerCase().includes(query.trim().toLocaleLowerCase())
}
