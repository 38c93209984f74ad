import fc from 'fast-check'
import type { TreeCommand } from '../../src/protocol/commands'
import { applyCommand, resetViewTree } from '../../src/state/reduce'
import { snapshotOf } from '../../src/state/snapshot'
import { createViewTree } from '../../src/state/view-tree'
import { assertConsistent, contents, treeOf } from '../support/tree'
import { closeCommand, treeCommand } from './commands'

const history = fc
  .tuple(fc.array(treeCommand, { maxLength: 40 }), fc.array(closeCommand, { maxLength: 1 }))
  .map(([commands, end]) => [...commands, ...end])

const overWire = (commands: readonly TreeCommand[]): TreeCommand[] =>
  JSON.parse(JSON.stringify(commands)) as TreeCommand[]

it('[C4] any commands give the same tree as a snapshot at any point followed by the remaining commands', () => {
  fc.assert(
    fc.property(history, fc.nat(), (commands, at) => {
      const cut = at % (commands.length + 1)
      const whole = treeOf(...commands)
      const snapshot = snapshotOf(treeOf(...commands.slice(0, cut)))
      expect(contents(treeOf(...snapshot, ...commands.slice(cut)))).toEqual(contents(whole))
    }),
    { numRuns: 500 },
  )
})

it('[C4] they also do over the wire, into a tree that was used before', () => {
  fc.assert(
    fc.property(history, history, fc.nat(), (commands, earlier, at) => {
      const cut = at % (commands.length + 1)
      const snapshot = snapshotOf(treeOf(...commands.slice(0, cut)))
      const page = treeOf(...overWire(earlier))
      resetViewTree(page)
      for (const command of overWire([...snapshot, ...commands.slice(cut)])) applyCommand(page, command)
      expect(contents(page)).toEqual(contents(treeOf(...commands)))
    }),
    { numRuns: 300 },
  )
})

it('[C1] [C2] [C3] no commands make a tree inconsistent', () => {
  fc.assert(
    fc.property(history, (commands) => assertConsistent(treeOf(...commands))),
    { numRuns: 300 },
  )
})

it('every changed node is reported', () => {
  fc.assert(
    fc.property(history, (commands) => {
      const tree = createViewTree()
      for (const command of commands) {
        const before = new Map(
          [...tree.nodes].map(([id, node]) => [id, { spec: node.spec, children: node.children.join() }]),
        )
        const changed = new Set<number>()
        const removed = new Set<number>()
        applyCommand(tree, command, {
          nodeChanged: (id) => changed.add(id),
          nodeRemoved: (id) => removed.add(id),
          formChanged() {},
          pageChanged() {},
        })
        for (const [id, old] of before) {
          const node = tree.nodes.get(id)
          if (!node) expect(removed).toContain(id)
          else if (node.spec !== old.spec || node.children.join() !== old.children)
            expect(changed).toContain(id)
        }
      }
    }),
    { numRuns: 200 },
  )
})
