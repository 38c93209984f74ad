import { input, input_group, NUMBER, put_button, put_text, run_async } from '../../src/index'
import { open_app } from '../../src/testing/index'

it('asks, shows, and ends', async () => {
  const t = await open_app(async () => {
    put_text('hi')
    const name = await input('Name', { validate: (v) => (v === 'x' ? 'no x' : null) })
    const g = await input_group('G', [input('A', { name: 'a', required: true }), input('N', { name: 'n', type: NUMBER })])
    put_text('Hello', name, g)
    run_async(() => put_text('bye'))
    return { done: true }
  })
  expect(t.text()).toBe('hi')
  expect((await t.form()).label).toBe('Name')
  expect(await t.submit('x')).toEqual({ data: 'no x' })
  expect(await t.submit('Bob')).toEqual({})
  expect(await t.submit({})).toEqual({ a: 'Please fill out this field.' })
  expect(await t.submit({ a: 'q', n: 'abc' })).toEqual({ n: 'Please enter a whole number.' })
  expect(await t.submit({ a: 'q', n: '5' })).toEqual({})
  expect(t.text()).toBe('hi\nHello Bob {"a":"q","n":5}\nbye')
  expect(t.closed).toBe(true)
  expect(t.result).toEqual({ done: true })
})

it('clicks', async () => {
  const t = await open_app(() => {
    put_button('Go', () => put_text('went'))
  })
  await t.click('Go')
  await t.click('Go')
  expect(t.text()).toBe('Go\nwent\nwent')
  expect(t.closed).toBe(false)
  await t.close()
  expect(t.closed).toBe(true)
})
