import type { FieldSpec } from '@webio/core/protocol'

/** Fields in which a person types a line or picks from a drop-down list. The first of them takes the focus when its form appears. */
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

/** Fields with several controls, or with one that HTML cannot label: they refer to their label themselves. */
export function isGroup(field: FieldSpec): boolean {
  if (field.type === 'textarea') return field.code !== undefined
  return field.type === 'checkbox' || field.type === 'radio' || field.type === 'actions'
}
