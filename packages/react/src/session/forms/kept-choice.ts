import type { FieldSpec, OptionSpec, RawValue } from '@webio/core/protocol'

/**
 * Translates a person's choice in a field whose options may have been replaced (rule V3) into the ids of options with the same values.
 * @returns undefined if nothing of the choice is offered anymore; any other value unchanged
 */
export function keptChoice(before: FieldSpec, after: FieldSpec, value: RawValue): RawValue | undefined {
  // A search never removes a choice (rule O3).
  const source = before.type === 'select' ? before.source : undefined
  if (source !== undefined && after.type === 'select' && after.source === source) return value
  const old = optionsOf(before)
  const options = optionsOf(after)
  if (!old || !options || old === options) return value
  const kept = (id: number): number | undefined => {
    const chosen = JSON.stringify(old.find((option) => option.id === id)?.value)
    const isSame = (option: OptionSpec): boolean =>
      !option.disabled && JSON.stringify(option.value) === chosen
    return (options.find((option) => option.id === id && isSame(option)) ?? options.find(isSame))?.id
  }
  if (typeof value === 'number') return kept(value)
  if (!Array.isArray(value)) return value
  return (value as readonly number[]).flatMap((id) => kept(id) ?? [])
}

function optionsOf(field: FieldSpec): readonly OptionSpec[] | undefined {
  return field.type === 'select' || field.type === 'checkbox' || field.type === 'radio'
    ? field.options
    : undefined
}
