import type {
  FormCloseCommand,
  FormDraftsCommand,
  FormErrorsCommand,
  FormOpenCommand,
  FormUpdateCommand,
} from '../protocol/commands'
import type { Message } from '../protocol/messages'
import { patched } from './reduce-output'
import type { TreeObserver } from './tree-observer'
import type { MutableViewTree, ViewForm } from './view-tree'

const NO_ERRORS: ViewForm['errors'] = Object.freeze({})

/** Opens a form on top of the others. */
export function openForm(tree: MutableViewTree, command: FormOpenCommand, observer: TreeObserver): void {
  if (tree.forms.has(command.form.id)) return
  tree.forms.set(command.form.id, { spec: command.form, errors: NO_ERRORS, settled: 0 })
  observer.formChanged(command.form.id)
}

/** Changes fields of a field's spec. */
export function updateForm(tree: MutableViewTree, command: FormUpdateCommand, observer: TreeObserver): void {
  const form = tree.forms.get(command.form)
  if (!form?.spec.fields.some((field) => field.name === command.field)) return
  const { name: _, ...set } = command.set
  const fields = form.spec.fields.map((field) => (field.name === command.field ? patched(field, set) : field))
  tree.forms.set(command.form, { ...form, spec: { ...form.spec, fields } })
  observer.formChanged(command.form)
}

/** Sets and removes the errors of fields. */
export function setFormErrors(
  tree: MutableViewTree,
  command: FormErrorsCommand,
  observer: TreeObserver,
): void {
  const form = tree.forms.get(command.form)
  if (!form) return
  const errors: Record<string, Message> = { ...form.errors }
  for (const [field, message] of Object.entries(command.errors)) {
    if (message === null) delete errors[field]
    else errors[field] = message
  }
  tree.forms.set(command.form, { ...form, errors, settled: command.settled ?? form.settled })
  observer.formChanged(command.form)
}

/** Sets the driver's unsubmitted values. */
export function setDrafts(tree: MutableViewTree, command: FormDraftsCommand, observer: TreeObserver): void {
  const form = tree.forms.get(command.form)
  if (!form) return
  tree.forms.set(command.form, { ...form, drafts: command.values })
  observer.formChanged(command.form)
}

/** Removes a form. */
export function closeForm(tree: MutableViewTree, command: FormCloseCommand, observer: TreeObserver): void {
  if (tree.forms.delete(command.form)) observer.formChanged(command.form)
}
