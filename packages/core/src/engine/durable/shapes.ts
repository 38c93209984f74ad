import type { FormSpec } from '../../protocol/input-spec'
import type { NodeSpec } from '../../protocol/output-spec'
import type { OutputTarget } from '../outputs/pending-output'

/** Describes an output without its texts: its type, its place, and the names that the author gave it. */
export function outputShape(spec: NodeSpec, target: OutputTarget): string {
  const place = typeof target === 'object' ? target.side : target
  const names = [
    spec.type === 'pin' && `${spec.field.type}:${spec.field.name}`,
    spec.scope,
    'instance_id' in spec && spec.instance_id,
  ]
  return [spec.type, place, ...names].filter(Boolean).join(' ')
}

/** Describes a form in the same way: its place, and the types and names of its fields. */
export function formShape({ fields, container }: FormSpec): string {
  return ['form', container, ...fields.map(({ type, name }) => `${type}:${name}`)].join(' ')
}
