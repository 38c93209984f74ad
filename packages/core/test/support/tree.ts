import type { NodeId, NodeSpec } from '../../src/protocol/output-spec'
import { POPUPS_ID, ROOT_ID, TOASTS_ID } from '../../src/protocol/output-spec'
import type { TreeCommand } from '../../src/protocol/commands'
import { applyCommand } from '../../src/state/reduce'
import type { RowsView } from '../../src/state/row-store'
import type { TreeObserver } from '../../src/state/tree-observer'
import type { ViewTree } from '../../src/state/view-tree'
import { createViewTree } from '../../src/state/view-tree'

export const text = (id: NodeId): NodeSpec => ({ id, type: 'text', text: `t${id}` })

export const scope = (id: NodeId, name: string, children: NodeSpec['children'] = []): NodeSpec => ({
  id,
  type: 'scope',
  scope: name,
  ...(children.length > 0 && { children }),
})

export const row = (id: NodeId, children: NodeSpec['children'] = []): NodeSpec => ({
  id,
  type: 'row',
  ...(children.length > 0 && { children }),
})

export const insert = (
  parent: NodeId,
  outputs: readonly (NodeSpec | NodeId)[],
  index?: number,
): TreeCommand => ({
  type: 'output-insert',
  parent,
  outputs,
  ...(index !== undefined && { index }),
})

/** The tree that commands build from the empty tree. */
export function treeOf(...commands: readonly TreeCommand[]): ViewTree {
  const tree = createViewTree()
  for (const command of commands) applyCommand(tree, command)
  return tree
}

/** A node and all its descendants as nested ids: `3[4 5[6]]`. */
export function shape(tree: ViewTree, id: NodeId = ROOT_ID): string {
  const children = tree.nodes.get(id)?.children ?? []
  return children.length === 0 ? String(id) : `${id}[${children.map((c) => shape(tree, c)).join(' ')}]`
}

/** Everything that equal trees share: all except the versions, which depend on the history. */
export function contents(tree: ViewTree): unknown {
  return {
    nodes: [...tree.nodes]
      .map(([id, { spec, parent, children }]) => ({ id, spec, parent, children: [...children] }))
      .sort((a, b) => a.id - b.id),
    rows: [...tree.rows].map(([id, rows]) => ({ id, rows: rowsIn(rows) })).sort((a, b) => a.id - b.id),
    scopes: [...tree.scopes].sort(([a], [b]) => (a < b ? -1 : 1)),
    forms: [...tree.forms.values()],
    env: tree.env,
    closed: tree.closed,
    viewers: tree.viewers,
  }
}

/** The rows of a data table: id and values of each, in order. */
export function rowsIn(rows: RowsView): unknown[] {
  return rows.order.map((slot) => [rows.idAt(slot), rows.column(0)[slot], rows.column(1)[slot]])
}

/** Checks the invariants of every tree: parents and children agree, every node is below a root, scopes lead to their nodes, and rows belong to tables. */
export function assertConsistent(tree: ViewTree): void {
  const reached = new Set<NodeId>()
  const visit = (id: NodeId): void => {
    expect(reached.has(id)).toBe(false)
    reached.add(id)
    for (const child of tree.nodes.get(id)?.children ?? []) {
      expect(tree.nodes.get(child)?.parent).toBe(id)
      visit(child)
    }
  }
  for (const root of [ROOT_ID, POPUPS_ID, TOASTS_ID]) visit(root)
  expect([...reached].sort()).toEqual([...tree.nodes.keys()].sort())
  const tables = [...tree.nodes].filter(([, { spec }]) => spec.type === 'datatable').map(([id]) => id)
  expect([...tree.rows.keys()].sort()).toEqual(tables.sort())
  for (const rows of tree.rows.values()) {
    expect(new Set(rows.order).size).toBe(rows.size)
    for (const slot of rows.order) expect(rows.slotOf(rows.idAt(slot))).toBe(slot)
  }
  for (const [name, id] of tree.scopes) {
    const spec = tree.nodes.get(id)?.spec
    expect([spec?.scope, spec?.duplicate]).toEqual([name, undefined])
  }
}

/** An observer that records its calls. */
export function recorder(): TreeObserver & { readonly notes: string[] } {
  const notes: string[] = []
  return {
    notes,
    nodeChanged: (id) => notes.push(`changed ${id}`),
    nodeRemoved: (id) => notes.push(`removed ${id}`),
    formChanged: (id) => notes.push(`form ${id}`),
    pageChanged: () => notes.push('page'),
  }
}
