import { contents, recorder, treeOf } from '../../test/support/tree'
import type { TreeCommand } from '../protocol/commands'
import type { FormSpec } from '../protocol/input-spec'
import { applyCommand } from './reduce'

const form: FormSpec = {
  id: 10,
  label: 'About',
  fields: [
    { name: 'a', type: 'text', label: 'A', help_text: 'h' },
    { name: 'b', type: 'number' },
  ],
}
const open: TreeCommand = { type: 'form-open', form }
const errors = (set: Record<string, string | null>, settled?: number): TreeCommand => ({
  type: 'form-errors',
  form: 10,
  errors: set,
  ...(settled !== undefined && { settled }),
})

it('form-open opens a form without errors, on top of the others', () => {
  const tree = treeOf(open, { type: 'form-open', form: { id: 9, fields: [] } })
  expect([...tree.forms.keys()]).toEqual([10, 9])
  expect(tree.forms.get(10)).toEqual({ spec: form, errors: {}, settled: 0 })
})

it('form-open does nothing if the form is already open', () => {
  const tree = treeOf(open, { type: 'form-open', form: { id: 10, fields: [] } })
  expect(tree.forms.get(10)?.spec).toBe(form)
})

it.each<[string, TreeCommand, object]>([
  [
    'sets a field',
    { type: 'form-update', form: 10, field: 'a', set: { label: 'X', value: 'v' } },
    { name: 'a', type: 'text', label: 'X', help_text: 'h', value: 'v' },
  ],
  [
    'deletes a property that is null',
    { type: 'form-update', form: 10, field: 'a', set: { help_text: null } },
    { name: 'a', type: 'text', label: 'A' },
  ],
  [
    'keeps a property that is undefined',
    { type: 'form-update', form: 10, field: 'a', set: { help_text: undefined } },
    { name: 'a', type: 'text', label: 'A', help_text: 'h' },
  ],
  [
    'keeps name and type',
    { type: 'form-update', form: 10, field: 'a', set: { name: 'z', type: 'url' } },
    { name: 'a', type: 'text', label: 'A', help_text: 'h' },
  ],
  [
    '[C1] does nothing for another field',
    { type: 'form-update', form: 10, field: 'z', set: { label: 'X' } },
    { name: 'a', type: 'text', label: 'A', help_text: 'h' },
  ],
  [
    '[C1] does nothing for another form',
    { type: 'form-update', form: 99, field: 'a', set: { label: 'X' } },
    { name: 'a', type: 'text', label: 'A', help_text: 'h' },
  ],
])('form-update %s', (_, command, field) => {
  const tree = treeOf(open, command)
  expect(tree.forms.get(10)?.spec.fields).toEqual([field, { name: 'b', type: 'number' }])
})

it('form-errors sets and removes messages, and keeps those of other fields', () => {
  const tree = treeOf(open, errors({ a: 'bad', b: 'worse' }), errors({ a: null }))
  expect(tree.forms.get(10)?.errors).toEqual({ b: 'worse' })
})

it('form-errors records which submit it answers, until they answer another', () => {
  const tree = treeOf(open, errors({ a: 'bad' }, 4), errors({ a: 'worse' }))
  expect(tree.forms.get(10)?.settled).toBe(4)
})

it('form-close removes the form, and later commands for it do nothing', () => {
  const tree = treeOf(open, { type: 'form-close', form: 10 }, errors({ a: 'bad' }))
  expect(contents(tree)).toEqual(contents(treeOf()))
})

it('replaces a form as a whole, so earlier references stay unchanged', () => {
  const tree = treeOf(open)
  const before = tree.forms.get(10)
  applyCommand(tree, errors({ a: 'bad' }, 1))
  applyCommand(tree, { type: 'form-update', form: 10, field: 'a', set: { label: 'X' } })
  expect(before).toEqual({ spec: form, errors: {}, settled: 0 })
})

it('reports each change of a form, and nothing else', () => {
  const tree = treeOf()
  const observer = recorder()
  for (const command of [
    open,
    open,
    errors({ a: 'bad' }),
    errors({}),
    { type: 'form-close', form: 10 },
    { type: 'form-close', form: 10 },
  ] as const) {
    applyCommand(tree, command, observer)
  }
  expect(observer.notes).toEqual(['form 10', 'form 10', 'form 10', 'form 10'])
})

it('env-set sets some settings and keeps others; session-close keeps reason and result', () => {
  const tree = treeOf(
    { type: 'env-set', set: { title: 'a' } },
    { type: 'env-set', set: {} },
    { type: 'session-close', reason: 'finished', result: [1] },
  )
  expect([tree.env, tree.closed]).toEqual([{ title: 'a' }, { reason: 'finished', result: [1] }])
  expect(treeOf({ type: 'session-close', reason: 'left' }).closed).toEqual({ reason: 'left' })
})
