import type {
  RowsClearCommand,
  RowsInsertCommand,
  RowsRemoveCommand,
  RowsUpdateCommand,
} from '../protocol/commands'
import { touch } from './reduce-output'
import type { TreeObserver } from './tree-observer'
import type { MutableViewTree } from './view-tree'

/** Changes the rows of a data table. Rules C1, D1 to D4. */
export function changeRows(
  tree: MutableViewTree,
  command: RowsInsertCommand | RowsUpdateCommand | RowsRemoveCommand | RowsClearCommand,
  observer: TreeObserver,
): void {
  const node = tree.nodes.get(command.output)
  const rows = tree.rows.get(command.output)
  if (!node || !rows) return
  switch (command.type) {
    case 'rows-insert':
      rows.insert(command, command.before)
      break
    case 'rows-update':
      rows.update(command.row, command.set)
      break
    case 'rows-remove':
      rows.remove(command.rows)
      break
    case 'rows-clear':
      rows.clear()
      break
    default:
      command satisfies never
  }
  touch(tree, node, command.output, observer)
}
