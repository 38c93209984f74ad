import type { FileRemoveCommand, FileSetCommand } from '../protocol/commands'
import type { FieldSpec, UploadSpec } from '../protocol/input-spec'
import { updateForm } from './reduce-form'
import { updateOutput } from './reduce-output'
import type { TreeObserver } from './tree-observer'
import type { MutableViewTree } from './view-tree'

/** Adds, replaces or removes one file of a file field. */
export function changeFiles(
  tree: MutableViewTree,
  command: FileSetCommand | FileRemoveCommand,
  observer: TreeObserver,
): void {
  const { owner, field: name } = command
  const form = tree.forms.get(owner)
  if (form) {
    const files = filesAfter(
      form.spec.fields.find((field) => field.name === name),
      command,
    )
    if (files) updateForm(tree, { type: 'form-update', form: owner, field: name, set: { files } }, observer)
    return
  }
  const pin = tree.nodes.get(owner)?.spec
  if (pin?.type !== 'pin' || pin.field.name !== name) return
  const files = filesAfter(pin.field, command)
  if (!files) return
  const set = { field: { ...pin.field, files } }
  updateOutput(tree, { type: 'output-update', output: owner, set }, observer)
}

/** The files of a field after a command; null if it is not a file field. */
function filesAfter(
  field: FieldSpec | undefined,
  command: FileSetCommand | FileRemoveCommand,
): readonly UploadSpec[] | null {
  if (field?.type !== 'file') return null
  const files = field.files ?? []
  if (command.type === 'file-remove') return files.filter(({ id }) => id !== command.file)
  const { file } = command
  return files.some(({ id }) => id === file.id)
    ? files.map((one) => (one.id === file.id ? file : one))
    : [...files, file]
}
