import { contents, insert, recorder, row, scope, shape, text, treeOf } from '../../test/support/tree'
import type { TreeCommand } from '../protocol/commands'
import type { NodeSpec } from '../protocol/output-spec'
import { POPUPS_ID, ROOT_ID, TOASTS_ID } from '../protocol/output-spec'
import { applyCommand, resetViewTree } from './reduce'

const abc = insert(0, [text(10), text(11), text(12)])

describe('output-insert', () => {
  it.each<[string, TreeCommand[], string]>([
    ['at the end, without an index', [abc, insert(0, [text(13)])], '0[10 11 12 13]'],
    ['several, in order', [insert(0, [text(10), text(11)])], '0[10 11]'],
    ['first', [abc, insert(0, [text(13)], 0)], '0[13 10 11 12]'],
    ['before the child at the index', [abc, insert(0, [text(13)], 2)], '0[10 11 13 12]'],
    ['several before one child, in order', [abc, insert(0, [text(13), text(14)], 1)], '0[10 13 14 11 12]'],
    ['at the end, for an index past it', [abc, insert(0, [text(13)], 9)], '0[10 11 12 13]'],
    ['first, for an index below it', [abc, insert(0, [text(13)], -4)], '0[13 10 11 12]'],
    ['into an empty parent at 0', [insert(0, [text(10)], 0)], '0[10]'],
    ['with children in it', [insert(0, [row(10, [text(11), row(12, [text(13)])])])], '0[10[11 12[13]]]'],
    ['nothing', [abc, insert(0, [])], '0[10 11 12]'],
    ['[C1] nothing if the parent does not exist', [abc, insert(99, [text(13)])], '0[10 11 12]'],
    ['nothing if the id is taken', [abc, insert(0, [text(11)])], '0[10 11 12]'],
    ['nothing for a nested id that is taken', [abc, insert(0, [row(13, [text(11)])])], '0[10 11 12 13]'],
  ])('puts %s', (_, commands, expected) => {
    expect(shape(treeOf(...commands))).toBe(expected)
  })

  it.each<[string, TreeCommand[], string]>([
    ['to the end of its parent', [abc, insert(0, [10])], '0[11 12 10]'],
    ['forward, with an index that counts from before the move', [abc, insert(0, [10], 2)], '0[11 10 12]'],
    ['backward', [abc, insert(0, [12], 0)], '0[12 10 11]'],
    ['before itself, so it does not move', [abc, insert(0, [11], 1)], '0[10 11 12]'],
    ['with a new node after it', [abc, insert(0, [11, text(13)], 1)], '0[10 11 13 12]'],
    ['into another parent', [abc, insert(0, [row(13)]), insert(13, [11])], '0[10 12 13[11]]'],
    ['into a new node', [abc, insert(0, [row(13, [10, text(14)])])], '0[11 12 13[10 14]]'],
    ['into a new node before its old neighbor', [abc, insert(0, [row(13, [10])], 2)], '0[11 13[10] 12]'],
    ['into a new node at its own place', [abc, insert(0, [row(13, [11])], 1)], '0[10 13[11] 12]'],
    ['out of a node', [insert(0, [row(10, [text(11)])]), insert(0, [11], 0)], '0[11 10]'],
    ['[C1] not if it does not exist', [abc, insert(0, [99])], '0[10 11 12]'],
    ['[C1] not if it does not exist, but moves the next one', [abc, insert(0, [99, 10], 1)], '0[10 11 12]'],
    ['[C3] not into itself', [insert(0, [row(10)]), insert(10, [10])], '0[10]'],
    ['[C3] not below itself', [insert(0, [row(10, [row(11)])]), insert(11, [10])], '0[10[11]]'],
    [
      '[C3] not into a new node below itself',
      [insert(0, [row(10)]), insert(10, [row(11, [10])])],
      '0[10[11]]',
    ],
    ['not if it is one of the three roots', [insert(0, [row(10)]), insert(10, [0, 1, 2])], '0[10]'],
  ])('moves a node %s', (_, commands, expected) => {
    expect(shape(treeOf(...commands))).toBe(expected)
  })

  it('[C5] keeps the moved node: the same object, including all its descendants', () => {
    const tree = treeOf(insert(0, [row(10, [text(11)]), row(12)]))
    const [moved, inner] = [tree.nodes.get(10), tree.nodes.get(11)]
    applyCommand(tree, insert(12, [10]))
    expect(tree.nodes.get(10)).toBe(moved)
    expect(tree.nodes.get(11)).toBe(inner)
    expect(shape(tree)).toBe('0[12[10[11]]]')
  })

  it('keeps children separate from the spec', () => {
    expect(treeOf(insert(0, [row(10, [text(11)])])).nodes.get(10)?.spec).toEqual({ id: 10, type: 'row' })
  })
})

describe('scopes', () => {
  const dup: NodeSpec = { id: 11, type: 'scope', scope: 'a', duplicate: true }

  it('[C2] marks a node that arrives with a name in use', () => {
    const tree = treeOf(insert(0, [scope(10, 'a'), scope(11, 'a'), scope(12, 'ROOT')]))
    expect(new Map(tree.scopes)).toEqual(
      new Map([
        ['ROOT', 0],
        ['a', 10],
      ]),
    )
    expect(tree.nodes.get(11)?.spec).toEqual(dup)
    expect(tree.nodes.get(12)?.spec.duplicate).toBe(true)
  })

  it('[C2] frees the name with its node, and gives it to the next node that arrives, not to a duplicate', () => {
    const tree = treeOf(insert(0, [scope(10, 'a'), scope(11, 'a')]), { type: 'output-remove', output: 10 })
    expect(tree.scopes.has('a')).toBe(false)
    applyCommand(tree, insert(0, [row(12, [scope(13, 'a')])]))
    expect(tree.scopes.get('a')).toBe(13)
    applyCommand(tree, { type: 'output-remove', output: 11 })
    expect(tree.scopes.get('a')).toBe(13)
  })

  it.each<[string, TreeCommand, string | undefined]>([
    ['makes a container a scope', { type: 'output-update', output: 10, set: { scope: 'a' } }, 'a'],
    ['does not take a name in use', { type: 'output-update', output: 10, set: { scope: 'ROOT' } }, undefined],
    ['does not remove a name', { type: 'output-update', output: 10, set: { scope: null } }, undefined],
  ])('[C2] output-update %s', (_, update, expected) => {
    const tree = treeOf(insert(0, [row(10)]), update)
    expect(tree.nodes.get(10)?.spec.scope).toBe(expected)
    expect(tree.scopes.get('a')).toBe(expected && 10)
  })

  it('[C2] output-update does not give a scope a second name, or turn a duplicate into a scope', () => {
    const rename = (output: number): TreeCommand => ({
      type: 'output-update',
      output,
      set: { scope: 'b', duplicate: null },
    })
    const tree = treeOf(insert(0, [scope(10, 'a'), scope(11, 'a')]), rename(10), rename(11))
    expect(new Map(tree.scopes)).toEqual(
      new Map([
        ['ROOT', 0],
        ['a', 10],
      ]),
    )
    expect(tree.nodes.get(11)?.spec).toEqual(dup)
  })

  it('keeps names when a node moves', () => {
    const tree = treeOf(insert(0, [scope(10, 'a'), row(11)]), insert(11, [10]))
    expect(tree.scopes.get('a')).toBe(10)
  })
})

describe('output-update', () => {
  const before = { id: 10, type: 'text', text: 'a', style: 'x', inline: true }

  it.each<[string, Record<string, unknown>, unknown]>([
    ['replaces fields', { text: 'b', style: 'y' }, { ...before, text: 'b', style: 'y' }],
    ['deletes a field that is null', { style: null, inline: null }, { id: 10, type: 'text', text: 'a' }],
    ['does nothing for undefined, which JSON omits', { text: undefined }, before],
    ['does not change id, type or children', { id: 4, type: 'html', children: [1] }, before],
    ['changes nothing for {}', {}, before],
  ])('%s', (_, set, expected) => {
    const tree = treeOf(insert(0, [before as NodeSpec]), { type: 'output-update', output: 10, set })
    expect(tree.nodes.get(10)?.spec).toEqual(expected)
  })

  it('[C1] does nothing if there is no such node', () => {
    expect(contents(treeOf({ type: 'output-update', output: 9, set: { text: 'x' } }))).toEqual(
      contents(treeOf()),
    )
  })

  it.each([ROOT_ID, POPUPS_ID, TOASTS_ID])(
    '[C4] leaves node %i unchanged, because no snapshot contains it',
    (output) => {
      const update: TreeCommand = { type: 'output-update', output, set: { style: 'x', scope: 'y' } }
      expect(contents(treeOf(update))).toEqual(contents(treeOf()))
    },
  )

  it('replaces the spec and leaves the old object unchanged', () => {
    const tree = treeOf(insert(0, [text(10)]))
    const old = tree.nodes.get(10)?.spec
    applyCommand(tree, { type: 'output-update', output: 10, set: { text: 'new' } })
    expect(old).toEqual(text(10))
  })
})

describe('output-remove and output-clear', () => {
  const nested = insert(0, [row(10, [scope(11, 'a', [text(12)])]), text(13)])

  it.each<[string, TreeCommand, string, number[]]>([
    ['removes a node and all its descendants', { type: 'output-remove', output: 10 }, '0[13]', [13]],
    ['removes an inner node', { type: 'output-remove', output: 11 }, '0[10 13]', [10, 13]],
    [
      '[C1] does nothing if the node does not exist',
      { type: 'output-remove', output: 99 },
      '0[10[11[12]] 13]',
      [10, 11, 12, 13],
    ],
    ['does not remove ROOT', { type: 'output-remove', output: 0 }, '0[10[11[12]] 13]', [10, 11, 12, 13]],
    [
      'does not remove the popups',
      { type: 'output-remove', output: 1 },
      '0[10[11[12]] 13]',
      [10, 11, 12, 13],
    ],
    [
      'does not remove the toasts',
      { type: 'output-remove', output: 2 },
      '0[10[11[12]] 13]',
      [10, 11, 12, 13],
    ],
    ['clears a node', { type: 'output-clear', parent: 10 }, '0[10 13]', [10, 13]],
    ['clears ROOT', { type: 'output-clear', parent: 0 }, '0', []],
    [
      '[C1] does nothing if the parent does not exist',
      { type: 'output-clear', parent: 99 },
      '0[10[11[12]] 13]',
      [10, 11, 12, 13],
    ],
    ['clears an empty node', { type: 'output-clear', parent: 12 }, '0[10[11[12]] 13]', [10, 11, 12, 13]],
  ])('%s', (_, command, expected, ids) => {
    const tree = treeOf(nested, command)
    expect(shape(tree)).toBe(expected)
    expect([...tree.nodes.keys()].sort()).toEqual([0, 1, 2, ...ids].sort())
    expect(tree.scopes.has('a')).toBe(ids.includes(11))
  })
})

describe('notices', () => {
  const start = [insert(0, [row(10, [text(11)]), row(12)])]

  it.each<[string, TreeCommand, string[]]>([
    ['insert: the parent', insert(12, [text(13)]), ['changed 12']],
    ['move: both parents', insert(12, [11]), ['changed 10', 'changed 12']],
    ['update: the node', { type: 'output-update', output: 11, set: { text: 'x' } }, ['changed 11']],
    [
      'remove: the parent, and all removed nodes',
      { type: 'output-remove', output: 10 },
      ['changed 0', 'removed 11', 'removed 10'],
    ],
    [
      'clear: all removed nodes, and the parent',
      { type: 'output-clear', parent: 0 },
      ['removed 11', 'removed 10', 'removed 12', 'changed 0'],
    ],
    ['[C1] nothing for a missing node', { type: 'output-remove', output: 99 }, []],
    ['nothing for an empty clear', { type: 'output-clear', parent: 12 }, []],
    ['env: the page', { type: 'env-set', set: { title: 'x' } }, ['page']],
    ['the end: the page', { type: 'session-close', reason: 'left' }, ['page']],
  ])('%s', (_, command, notes) => {
    const tree = treeOf(...start)
    const observer = recorder()
    applyCommand(tree, command, observer)
    expect(observer.notes).toEqual(notes)
  })

  it('increases the version of changed nodes, and of nothing else', () => {
    const tree = treeOf(...start)
    const versions = () => [0, 10, 11, 12].map((id) => tree.nodes.get(id)?.version ?? 0)
    const before = versions()
    applyCommand(tree, insert(12, [11]))
    expect(versions().map((version, i) => version > (before[i] ?? 0))).toEqual([false, true, false, true])
  })

  it('[B4] a reset reports every node, form and the page, and versions continue to increase', () => {
    const tree = treeOf(...start, { type: 'form-open', form: { id: 20, fields: [] } })
    const { clock } = tree
    const observer = recorder()
    resetViewTree(tree, observer)
    const told = [
      'changed 0',
      'changed 1',
      'changed 2',
      'removed 10',
      'removed 11',
      'removed 12',
      'form 20',
      'page',
    ]
    expect(observer.notes.sort()).toEqual(told.sort())
    expect(contents(tree)).toEqual(contents(treeOf()))
    expect(tree.nodes.get(0)?.version).toBeGreaterThan(clock)
  })
})
