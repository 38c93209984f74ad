import { contents, insert, row, scope, text, treeOf } from '../../test/support/tree'
import type { TreeCommand } from '../protocol/commands'
import type { NodeSpec } from '../protocol/output-spec'
import { applyCommand } from './reduce'
import { snapshotOf, wireSpecOf } from './snapshot'

it('of the empty tree is empty', () => {
  expect(snapshotOf(treeOf())).toEqual([])
})

it('[C4] reproduces the state: nodes in their places, forms with errors, settings, the end', () => {
  const history: TreeCommand[] = [
    insert(0, [scope(10, 'a', [row(11, [text(12)])]), scope(13, 'a')]),
    insert(1, [
      {
        id: 14,
        type: 'popup',
        title: 'p',
        size: 'small',
        implicit_close: true,
        closable: true,
        children: [text(15)],
      },
    ]),
    insert(2, [{ id: 16, type: 'toast', content: 'c', duration: 0, position: 'left', color: 'info' }]),
    insert(0, [13], 0),
    { type: 'form-open', form: { id: 20, fields: [{ name: 'x', type: 'text' }] } },
    { type: 'form-open', form: { id: 19, fields: [] } },
    { type: 'form-errors', form: 20, errors: { x: { id: 'required' } }, settled: 3 },
    { type: 'env-set', set: { title: 'T' } },
    { type: 'session-close', reason: 'finished', result: null },
  ]
  const tree = treeOf(...history)
  expect(contents(treeOf(...snapshotOf(tree)))).toEqual(contents(tree))
  expect(snapshotOf(tree).map((command) => command.type)).toEqual([
    'env-set',
    'output-insert',
    'output-insert',
    'output-insert',
    'form-open',
    'form-errors',
    'form-open',
    'session-close',
  ])
})

it('[C4] keeps a duplicate a duplicate, even if it comes before the scope or the scope is gone', () => {
  const tree = treeOf(insert(0, [scope(10, 'a'), scope(11, 'a')]), insert(0, [11], 0))
  expect(contents(treeOf(...snapshotOf(tree)))).toEqual(contents(tree))
  applyCommand(tree, { type: 'output-remove', output: 10 })
  expect(contents(treeOf(...snapshotOf(tree)))).toEqual(contents(tree))
})

it('has commands of at most 64 outputs, so that a page can paint in between', () => {
  const many = Array.from({ length: 150 }, (_, i) => text(10 + i))
  const sizes = snapshotOf(treeOf(insert(0, many))).map((c) =>
    c.type === 'output-insert' ? c.outputs.length : -1,
  )
  expect(sizes).toEqual([64, 64, 22])
})

it('[C4] contains the rows of a nested data table', () => {
  const table = (id: number): NodeSpec => ({
    id,
    type: 'datatable',
    theme: 'balham',
    columns: [{ path: ['a'], header: 'A', kind: 'text' }],
  })
  const rows = (output: number): TreeCommand => ({ type: 'rows-insert', output, ids: [0], columns: [['x']] })
  const tree = treeOf(insert(0, [table(10)]), insert(10, [table(11)]), rows(10), rows(11))
  expect(contents(treeOf(...snapshotOf(tree)))).toEqual(contents(tree))
})

it('does not change when the tree changes', () => {
  const tree = treeOf(insert(0, [row(10, [text(11)])]))
  const snapshot = snapshotOf(tree)
  const before = JSON.stringify(snapshot)
  applyCommand(tree, { type: 'output-update', output: 11, set: { text: 'x' } })
  applyCommand(tree, insert(10, [text(12)]))
  expect(JSON.stringify(snapshot)).toBe(before)
})

it('wireSpecOf returns a node with all its descendants, and throws if it does not exist', () => {
  const tree = treeOf(insert(0, [row(10, [row(11, [text(12)])])]))
  expect(wireSpecOf(tree, 10)).toEqual(row(10, [row(11, [text(12)])]))
  expect(() => wireSpecOf(tree, 99)).toThrow(new RangeError('wireSpecOf: there is no node 99'))
})
