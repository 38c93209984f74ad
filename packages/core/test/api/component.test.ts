import { put_component, put_text } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { shownBy } from '../support/app'

const f = (): void => {}

it.each<[string, () => unknown, object]>([
  ['a name', () => put_component('A'), { props: {} }],
  ['props', () => put_component('A', { a: [1, { b: null }] }), { props: { a: [1, { b: null }] } }],
  [
    'functions at any depth, by their JSON Pointers',
    () => put_component('A', { onA: f, list: [{ 'a/b~': f, x: 1 }] }),
    { props: { list: [{ x: 1 }] }, callbacks: ['/onA', '/list/0/a~1b~0'] },
  ],
  [
    'children',
    () => put_component('A', {}, { children: ['a', put_text('b')] }),
    {
      props: {},
      children: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    },
  ],
  [
    'an update of its props, which keeps the children',
    () =>
      put_component('A', { a: 1, onA: f }, { children: 'x' })
        .show()
        .update({ props: { b: 2 } }),
    { props: { b: 2 }, children: [{ type: 'text', text: 'x' }] },
  ],
  [
    'an update of its children',
    () =>
      put_component('A', { a: 1 }, { children: 'x' })
        .show()
        .update({ children: ['y'] }),
    { props: { a: 1 }, children: [{ type: 'text', text: 'y' }] },
  ],
])('accepts %s', async (_, body, fields) => {
  expect(await shownBy(body)).toEqual({ type: 'component', name: 'A', ...fields })
})

it('calls a function among its props with the arguments from the page, in a separate task', async () => {
  const calls: unknown[][] = []
  const t = await open_app(() => {
    put_component('A', { on: { rate: (...args: unknown[]) => calls.push(args) } })
  })
  const output = t.outputs[0]?.id ?? 0
  t.page.send({ type: 'callback-fire', output, key: '/on/rate', value: [1, { a: 'b' }] })
  t.page.send({ type: 'callback-fire', output, key: '/on/rate' })
  t.page.send({ type: 'callback-fire', output, key: '/on/rate', value: 'no list' })
  t.page.send({ type: 'callback-fire', output, key: '/on' })
  await t.settle()
  expect(calls).toEqual([[1, { a: 'b' }], [], []])
  expect(t.refusals.map(({ code }) => code)).toEqual(['no_such_callback'])
})

it('an update removes the functions that it does not contain', async () => {
  const calls: string[] = []
  const t = await open_app(() => {
    put_component('A', { onA: () => calls.push('old a'), onB: () => calls.push('b') })
      .show()
      .update({ props: { onA: () => calls.push('a') } })
  })
  const output = t.outputs[0]?.id ?? 0
  for (const key of ['/onA', '/onB']) t.page.send({ type: 'callback-fire', output, key })
  await t.settle()
  expect([calls, t.refusals.map(({ code }) => code)]).toEqual([['a'], ['no_such_callback']])
})
