import type { TreeCommand } from '../protocol/commands'
import { changeFiles } from './reduce-files'
import { closeForm, openForm, setDrafts, setFormErrors, updateForm } from './reduce-form'
import { clearOutputs, insertOutputs, removeOutput, updateOutput } from './reduce-output'
import { changeRows } from './reduce-rows'
import type { TreeObserver } from './tree-observer'
import { NO_OBSERVER } from './tree-observer'
import type { MutableViewTree, ViewTree } from './view-tree'
import { addRoots, NO_ENV, NO_VIEWERS } from './view-tree'

/**
 * Applies one command to a view tree, in place: the same command on equal trees gives equal trees, on both sides of the wire. It never throws for a
 * command that parses. A command that names something missing does nothing (rule C1).
 * @example
 * const tree = createViewTree()
 * for (const command of recorded) applyCommand(tree, command)
 */
export function applyCommand(
  tree: ViewTree,
  command: TreeCommand,
  observer: TreeObserver = NO_OBSERVER,
): void {
  const target = tree as MutableViewTree
  switch (command.type) {
    case 'output-insert':
      return insertOutputs(target, command, observer)
    case 'output-update':
      return updateOutput(target, command, observer)
    case 'output-remove':
      return removeOutput(target, command, observer)
    case 'output-clear':
      return clearOutputs(target, command, observer)
    case 'rows-insert':
    case 'rows-update':
    case 'rows-remove':
    case 'rows-clear':
      return changeRows(target, command, observer)
    case 'form-open':
      return openForm(target, command, observer)
    case 'form-update':
      return updateForm(target, command, observer)
    case 'file-set':
    case 'file-remove':
      return changeFiles(target, command, observer)
    case 'form-errors':
      return setFormErrors(target, command, observer)
    case 'form-close':
      return closeForm(target, command, observer)
    case 'form-drafts':
      return setDrafts(target, command, observer)
    case 'viewers-set':
      target.viewers = command.viewers
      return observer.pageChanged()
    case 'env-set':
      target.env = { ...target.env, ...command.set }
      return observer.pageChanged()
    case 'session-close':
      target.closed = {
        reason: command.reason,
        ...(command.result !== undefined && { result: command.result }),
      }
      return observer.pageChanged()
    default:
      command satisfies never
  }
}

/**
 * Empties a view tree, as the first step of restoring a snapshot (rule B4).
 * @example
 * resetViewTree(tree)
 * for (const command of batch.commands) if (!isTransient(command)) applyCommand(tree, command)
 */
export function resetViewTree(tree: ViewTree, observer: TreeObserver = NO_OBSERVER): void {
  const target = tree as MutableViewTree
  const nodes = [...target.nodes.keys()]
  const forms = [...target.forms.keys()]
  target.nodes.clear()
  target.scopes.clear()
  target.rows.clear()
  target.forms.clear()
  target.env = NO_ENV
  target.closed = null
  target.viewers = NO_VIEWERS
  addRoots(target)
  for (const id of nodes) {
    if (target.nodes.has(id)) observer.nodeChanged(id)
    else observer.nodeRemoved(id)
  }
  for (const id of forms) observer.formChanged(id)
  observer.pageChanged()
}
