import type { FieldType, NodeSpec } from '@webio/core/protocol'

/** The name of an output in `data-webio-output`, for style sheets and tests: the name of its function without `put_`. */
export function outputName(spec: NodeSpec): string {
  return spec.type === 'pin' ? pinName(spec.field.type) : spec.type
}

function pinName(type: FieldType): string {
  switch (type) {
    case 'textarea':
    case 'select':
    case 'checkbox':
    case 'radio':
    case 'slider':
    case 'actions':
      return type
    case 'file':
      return 'file_upload'
    default:
      return 'input' // Any text type.
  }
}
