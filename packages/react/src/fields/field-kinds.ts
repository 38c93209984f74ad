import type { FieldSpec } from '@webio/core/protocol'

/** Fields in which a person types a line, or picks from a list that opens. The first of them gets the focus when its form shows. */
export function isTextLike(field: FieldSpec): boolean {
  switch (field.type) {
    case 'color':
    case 'textarea':
    case 'checkbox':
    case 'radio':
    case 'slider':
    case 'file':
    case 'actions':
      return false
    default:
      return true
  }
}

/** Fields of several controls, or of one that HTML knows no label for: they name their label, not the label them. */
export function isGroup(field: FieldSpec): boolean {
  if (field.type === 'textarea') return field.code !== undefined
  return field.type === 'checkbox' || field.type === 'radio' || field.type === 'actions'
}
