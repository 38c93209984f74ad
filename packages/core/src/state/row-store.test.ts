import { contents, insert, rowsIn, treeOf } from '../../test/support/tree'
import type { TreeCommand } from '../protocol/commands'
import type { NodeSpec } from '../protocol/output-spec'
import { snapshotOf } from './snapshot'

const table = (id = 10): NodeSpec => ({
  id,
  type: 'datatable',
  theme: 'balham',
  columns: [
    { path: ['a'], header: 'A', kind: 'text' },
    { path: ['b'], header: 'B', kind: 'number' },
  ],
})
const rows: TreeCommand = {
  type: 'rows-insert',
  output: 10,
  ids: ['x', 'y'],
  columns: [
    ['1', '2'],
    [1, 2],
  ],
}
const shown = (...commands: TreeCommand[]): unknown[] => {
  const store = treeOf(insert(0, [table()]), ...commands).rows.get(10)
  return store ? rowsIn(store) : []
}
const X = ['x', '1', 1]
const Y = ['y', '2', 2]

it.each<[string, TreeCommand[], unknown[]]>([
  ['inserts rows at the end', [rows, { ...rows, ids: ['z'], columns: [['3'], [3]] }], [X, Y, ['z', '3', 3]]],
  [
    'numbers rows from the first id',
    [{ ...rows, ids: 5 }],
    [
      [5, '1', 1],
      [6, '2', 2],
    ],
  ],
  [
    'inserts rows before a row',
    [rows, { ...rows, ids: ['z'], columns: [['3'], [3]], before: 'y' }],
    [X, ['z', '3', 3], Y],
  ],
  [
    '[D2] omits ids that already exist',
    [
      rows,
      {
        ...rows,
        ids: ['y', 'z', 'z'],
        columns: [
          ['4', '5', '6'],
          [4, 5, 6],
        ],
      },
    ],
    [X, Y, ['z', '5', 5]],
  ],
  [
    '[D2] distinguishes 1 from "1"',
    [{ ...rows, ids: [1, '1'] }],
    [
      [1, '1', 1],
      ['1', '2', 2],
    ],
  ],
  [
    '[D3] inserts rows at the end if the row before does not exist',
    [rows, { ...rows, ids: ['z'], columns: [['3'], [3]], before: 'q' }],
    [X, Y, ['z', '3', 3]],
  ],
  [
    '[D1] uses null for missing values, and drops extra ones',
    [{ ...rows, columns: [['1'], [], ['n', 'n']] }],
    [
      ['x', '1', null],
      ['y', null, null],
    ],
  ],
  ['sets values', [rows, { type: 'rows-update', output: 10, row: 'y', set: [[1, 9]] }], [X, ['y', '2', 9]]],
  [
    '[D4] does nothing for a missing row or column',
    [
      rows,
      { type: 'rows-update', output: 10, row: 'q', set: [[1, 9]] },
      { type: 'rows-update', output: 10, row: 'x', set: [[2, 9]] },
    ],
    [X, Y],
  ],
  ['removes rows', [rows, { type: 'rows-remove', output: 10, rows: ['x', 'q'] }], [Y]],
  ['removes all rows', [rows, { type: 'rows-clear', output: 10 }], []],
  [
    'accepts a removed row again',
    [rows, { type: 'rows-remove', output: 10, rows: ['x'] }, { ...rows, ids: ['x'], columns: [['7'], []] }],
    [Y, ['x', '7', null]],
  ],
  ['[D1] keeps its columns', [{ type: 'output-update', output: 10, set: { columns: [] } }, rows], [X, Y]],
  ['[C1] does nothing if there is no table', [{ ...rows, output: 11 }], []],
])('%s', (_, commands, expected) => {
  expect(shown(...commands)).toEqual(expected)
})

it('rows are removed with their table', () => {
  const tree = treeOf(insert(0, [table()]), rows, { type: 'output-remove', output: 10 })
  expect(tree.rows.size).toBe(0)
})

it('[C4] a snapshot contains the rows of nested tables, in commands of a suitable size', () => {
  const many = Array.from({ length: 3000 }, (_, index) => `value number ${index}`)
  const tree = treeOf(insert(0, [{ id: 11, type: 'row', children: [table()] }]), {
    ...rows,
    ids: 0,
    columns: [many, many],
  })
  const snapshot = snapshotOf(tree)
  expect(contents(treeOf(...snapshot))).toEqual(contents(tree))
  const sizes = snapshot.map((command) => JSON.stringify(command).length)
  expect(sizes.length).toBeGreaterThan(3)
  expect(Math.max(...sizes)).toBeLessThan(48 * 1024)
})
