import type { NodeId } from '../../../src/protocol/output-spec'
import { POPUPS_ID, ROOT_ID, TOASTS_ID } from '../../../src/protocol/output-spec'
import type { ViewTree } from '../../../src/state/view-tree'

/** Keys that say when something was created, not what it is. */
const UNSEEN: ReadonlySet<string> = new Set(['id', 'settled', 'container', 'output', 'key', 'busy'])

/** A scope's name that the library generates. It depends on the session's id. */
const MADE_UP = /^[\da-z]{10}$/

/**
 * What a page shows, regardless of the order in which parallel tasks show it: each level is sorted, and
 * numbers and random values are omitted. Messages of refused answers are also omitted, because a restart
 * forgets them.
 */
export function pictureOf(tree: ViewTree): string {
  const nodes = (id: NodeId): unknown[] => {
    const { spec, children } = tree.nodes.get(id) ?? { spec: null, children: [] }
    const rows = tree.rows.get(id)
    return [
      spec,
      rows && rows.order.map((slot) => [rows.idAt(slot), rows.column(1)[slot]]),
      sorted(children.map(nodes)),
    ]
  }
  const forms = sorted([...tree.forms.values()].map(({ spec }) => spec))
  return JSON.stringify([...[ROOT_ID, POPUPS_ID, TOASTS_ID].map(nodes), forms, tree.closed], visible, 1)
}

function sorted(list: readonly unknown[]): unknown[] {
  return list
    .map((one) => [JSON.stringify(one, visible), one] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, one]) => one)
}

function visible(key: string, value: unknown): unknown {
  if (UNSEEN.has(key) || (key === 'scope' && MADE_UP.test(String(value)))) return undefined
  if (typeof value === 'string' && value.startsWith('value ')) return value.split(' ').slice(0, 2).join(' ')
  return value
}
