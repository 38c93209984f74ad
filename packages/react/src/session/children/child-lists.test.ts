import type { NodeSpec } from '@webio/core/protocol'
import { applyCommand, createViewTree, resetViewTree, ROOT_ID } from '@webio/core/protocol'
import { ChildLists } from './child-lists'

const text = (id: number): NodeSpec => ({ id, type: 'text', text: String(id) })

function open() {
  const tree = createViewTree()
  const lists = new ChildLists({ node: (id) => tree.nodes.get(id) })
  const put = (...outputs: NodeSpec[]): void =>
    applyCommand(tree, { type: 'output-insert', parent: ROOT_ID, outputs })
  return { tree, lists, put }
}

it('never changes a list that it has returned', () => {
  const { lists, put } = open()
  put(text(10))
  const before = lists.of(ROOT_ID)
  expect(lists.of(ROOT_ID)).toBe(before)
  put(text(11))
  expect(before).toEqual([10])
  expect(lists.of(ROOT_ID)).toEqual([10, 11])
})

it('keeps the list and its chunks if the node changes but its children do not', () => {
  const { tree, lists, put } = open()
  put({ id: 10, type: 'scope', children: [text(11)] })
  const [list, chunks] = [lists.of(10), lists.chunksOf(10)]
  applyCommand(tree, { type: 'output-update', output: 10, set: { style: 'color: red' } })
  expect(lists.of(10)).toBe(list)
  expect(lists.chunksOf(10)).toBe(chunks)
})

it('keeps a chunk whose children are the same, even after a snapshot', () => {
  const { tree, lists, put } = open()
  const outputs = Array.from({ length: 200 }, (_, index) => text(10 + index))
  put(...outputs)
  const [first] = lists.chunksOf(ROOT_ID)
  put(text(1000))
  expect(lists.chunksOf(ROOT_ID)[0]).toBe(first)
  resetViewTree(tree)
  put(...outputs)
  expect(lists.chunksOf(ROOT_ID)[0]).toBe(first)
})

it('returns no children for a node that does not exist', () => {
  const { lists } = open()
  expect([lists.of(99), lists.chunksOf(99), lists.of(ROOT_ID)]).toEqual([[], [], []])
  expect(lists.of(99)).toBe(lists.of(98))
})
