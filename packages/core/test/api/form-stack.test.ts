import { input, input_group, put_text, run_async } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate } from '../support/app'

it('the newest form is on top; the others stay open, and come back', async () => {
  const gate = new Gate()
  const t = await open_app(async () => {
    run_async(async () => {
      await gate.promise
      put_text(await input('background'))
    })
    put_text(await input('front'))
  })
  const front = await t.form()
  gate.open()
  await t.until(() => t.tree.forms.size === 2)
  expect((await t.form()).label).toBe('background')
  await t.submit('b')
  expect(await t.form()).toEqual(front)
  await t.submit('f')
  expect(t.text()).toBe('b\nf')
})

it('a form can be answered while another one is on top of it', async () => {
  const t = await open_app(async () => {
    const both = await Promise.all([input('a'), input('b')])
    put_text(both)
  })
  const [a] = [...t.tree.forms.keys()]
  t.page.send({ type: 'form-submit', form: a ?? 0, values: { data: 'first' } })
  await t.settle()
  await t.submit('second')
  expect(t.text()).toBe('["first","second"]')
})

it('forms opened with Promise.all are answered one after another, newest first', async () => {
  const t = await open_app(async () => {
    const [one, { x }, three] = await Promise.all([
      input('1'),
      input_group('2', [input('x', { name: 'x' })]),
      input('3', { validate: async (value) => (value === 'bad' ? 'no' : null) }),
    ])
    put_text(one, x, three)
  })
  const labels: string[] = []
  const answer = async (values: unknown) => {
    labels.push((await t.form()).label)
    return t.submit(values)
  }
  expect(await answer('bad')).toEqual({ data: 'no' })
  await answer('c')
  await answer({ x: 'b' })
  await answer('a')
  expect([labels, t.text()]).toEqual([['3', '3', '2', '1'], 'a b c'])
})

it('validate of a form may ask another question', async () => {
  const t = await open_app(async () => {
    put_text(await input('outer', { validate: async () => (await input('inner')) || null }))
  })
  const outer = t.submit('x')
  await t.until(() => t.tree.forms.size === 2)
  expect((await t.form()).label).toBe('inner')
  await t.submit('from inside')
  expect(await outer).toEqual({ data: 'from inside' })
})

it('Promise.race leaves the other form open', async () => {
  const controller = new AbortController()
  const t = await open_app(async () => {
    const first = await Promise.race([
      input('a', { signal: controller.signal }),
      input('b', { signal: controller.signal }),
    ])
    controller.abort()
    put_text(first)
  })
  await t.submit('b wins')
  await t.until(() => t.closed)
  expect([t.text(), t.tree.forms.size, t.errors]).toEqual(['b wins', 0, []])
})
