import type { Command } from '../../protocol/commands'
import type { FieldSpec, UploadSpec } from '../../protocol/input-spec'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import type { ViewTree } from '../../state/view-tree'

/**
 * The command as observers receive it: without passwords, and without the tokens with which the driver's page uploads files (rule W3).
 * @param tree the tree of the session, to which the command has already been applied
 */
export function forObservers(command: Command, tree: ViewTree): Command {
  switch (command.type) {
    case 'form-open': {
      const { form } = command
      if (!form.fields.some(holdsSecrets)) return command
      return { ...command, form: { ...form, fields: form.fields.map(fieldForObservers) } }
    }
    case 'form-update': {
      const field = tree.forms.get(command.form)?.spec.fields.find(({ name }) => name === command.field)
      return field?.type === 'password' ? { ...command, set: withoutValue(command.set) } : command
    }
    case 'file-set':
      return { ...command, file: withoutToken(command.file) }
    case 'output-insert':
      return { ...command, outputs: command.outputs.map(outputForObservers) }
    case 'output-update': {
      const spec = tree.nodes.get(command.output)?.spec
      if (spec?.type !== 'pin' || !holdsSecrets(spec.field)) return command
      const { field, ...set } = command.set
      const shown = field === undefined ? {} : { field: fieldForObservers(field as FieldSpec) }
      return { ...command, set: { ...(spec.field.type === 'password' ? withoutValue(set) : set), ...shown } }
    }
    default:
      return command
  }
}

/** An output and its children as observers receive them. */
export function outputForObservers<Spec extends NodeSpec | NodeId>(output: Spec): Spec {
  if (typeof output === 'number') return output
  const { children } = output
  const spec: NodeSpec = children ? { ...output, children: children.map(outputForObservers) } : output
  if (spec.type !== 'pin' || !holdsSecrets(spec.field)) return spec as Spec
  const shown = { ...spec, field: fieldForObservers(spec.field) }
  return (spec.field.type === 'password' ? withoutValue(shown) : shown) as Spec
}

function holdsSecrets({ type }: FieldSpec): boolean {
  return type === 'password' || type === 'file'
}

function fieldForObservers(field: FieldSpec): FieldSpec {
  if (field.type === 'password') return withoutValue(field)
  return field.type === 'file' && field.files ? { ...field, files: field.files.map(withoutToken) } : field
}

function withoutToken(file: UploadSpec): UploadSpec {
  return { ...file, token: '' }
}

function withoutValue<T extends object>(fields: T): T {
  const { value: _, ...rest } = fields as T & { readonly value?: unknown }
  return rest as unknown as T
}
