import type { FieldSpec, OptionSpec } from '@webio/core/protocol'

/**
 * Tells whether a changed spec of a field sets its value, so that what was typed must give way.
 * @param isSameTree false after a snapshot: specs are other objects then although nothing was set
 */
export function replacesValue(before: FieldSpec, after: FieldSpec, isSameTree: boolean): boolean {
  if (valueOf(before) !== valueOf(after)) return true
  // An update that changes nothing was one that set the value that the spec had already.
  return isSameTree && JSON.stringify(before) === JSON.stringify(after)
}

/** What a spec says about the value, in a form that can be compared. */
function valueOf(field: FieldSpec): string {
  switch (field.type) {
    case 'select':
    case 'checkbox':
    case 'radio':
      return JSON.stringify(field.options.map(choiceOf))
    case 'file':
    case 'actions':
      return ''
    default:
      return String(field.value ?? '')
  }
}

function choiceOf({ id, selected = false }: OptionSpec): readonly [number, boolean] {
  return [id, selected]
}
