import {
  hold,
  input,
  pin,
  pin_update,
  put_datatable,
  put_input,
  put_slider,
  put_textarea,
  textarea,
} from '../../src/index'
import type { Output } from '../../src/index'
import type { PageEvent } from '../../src/protocol/events'
import type { RawValue } from '../../src/protocol/input-spec'
import type { OpenApp } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'

const x = (length: number): string => 'x'.repeat(length)

/** The codes with which the session refuses the events of a page. */
async function refusalsOf(t: OpenApp, ...events: readonly PageEvent[]): Promise<string[]> {
  for (const event of events) t.page.send(event)
  await t.settle()
  return t.refusals.map(({ code }) => code)
}

describe('[P4] a person’s entry in a pin', () => {
  const makers: readonly (readonly [string, (options?: { maxlength: number }) => Output])[] = [
    ['put_input', (options) => put_input('p', options)],
    ['put_textarea', (options) => put_textarea('p', options)],
    ['put_textarea of code', (options) => put_textarea('p', { ...options, code: true })],
  ]

  it.each(makers)('%s accepts 100,000 characters, and refuses more', async (_, make) => {
    const t = await open_app(() => void make())
    const output = [...t.tree.nodes].find(([, { spec }]) => spec.type === 'pin')?.[0] as number
    const changes = [x(100_000), x(100_001)].map((value) => ({ type: 'pin-change', output, value }) as const)
    expect(await refusalsOf(t, ...changes)).toEqual(['bad_value'])
    expect(t.tree.nodes.get(output)?.spec).toMatchObject({ value: x(100_000) })
  })

  it.each(makers)('%s follows `maxlength`, larger or smaller', async (_, make) => {
    const t = await open_app(() => void make({ maxlength: 100_002 }))
    const output = [...t.tree.nodes].find(([, { spec }]) => spec.type === 'pin')?.[0] as number
    const changes = [x(100_002), x(100_003)].map((value) => ({ type: 'pin-change', output, value }) as const)
    expect(await refusalsOf(t, ...changes)).toEqual(['bad_value'])
  })

  it('may be as long as the task’s own text, and can be shortened step by step', async () => {
    const t = await open_app(() => {
      put_textarea('p')
      pin_update('p', { value: x(100_010) })
    })
    const output = [...t.tree.nodes].find(([, { spec }]) => spec.type === 'pin')?.[0] as number
    const changes = [100_010, 100_009, 100_011].map(
      (n) => ({ type: 'pin-change', output, value: x(n) }) as const,
    )
    expect(await refusalsOf(t, ...changes)).toEqual(['bad_value'])
    expect(t.tree.nodes.get(output)?.spec).toMatchObject({ value: x(100_009) })
  })

  it('cannot be a number with a thousand digits on a slider', async () => {
    const t = await open_app(async () => {
      put_slider('p', { min_value: 0, max_value: 10 })
      await pin.p
    })
    const output = [...t.tree.nodes].find(([, { spec }]) => spec.type === 'pin')?.[0] as number
    const change = (value: RawValue): PageEvent => ({ type: 'pin-change', output, value })
    expect(await refusalsOf(t, change('5'), change(`${'0'.repeat(1000)}5`))).toEqual(['bad_value'])
  })
})

it.each([
  ['input', (onchange: () => void) => input('A', { onchange })],
  ['textarea', (onchange: () => void) => textarea('A', { onchange })],
])(
  'a change of a watched %s beyond 100,000 characters is refused, and does not reach the task',
  async (_, ask) => {
    const heard: number[] = []
    const t = await open_app(async () => void (await ask(() => void heard.push(1))))
    const { id: form } = await t.form()
    const change = (value: string): PageEvent => ({ type: 'form-change', form, field: 'data', value })
    expect(await refusalsOf(t, change(x(100_001)), change('ok'))).toEqual(['bad_value'])
    expect(heard).toEqual([1])
  },
)

it('[D9] a cell accepts 100,000 characters, and refuses more', async () => {
  const t = await open_app(async () => {
    put_datatable([{ id: 1, name: 'Ada' }], { id_field: 'id', column_args: { name: { editable: true } } })
    await hold()
  })
  const output = [...t.tree.nodes].find(([, { spec }]) => spec.type === 'datatable')?.[0] as number
  const edit = (length: number): PageEvent => ({
    type: 'cell-edit',
    output,
    row: 1,
    column: 1,
    value: x(length),
  })
  expect(await refusalsOf(t, edit(100_000), edit(100_001))).toEqual(['bad_value'])
})

it('a text is matched against a pattern up to its maximum length; a longer text is refused', async () => {
  const t = await open_app(async () => void (await input('A', { pattern: '[a-z]{1000}' })))
  expect(await t.submit(x(1000))).toEqual({})
  const again = await open_app(async () => void (await input('A', { pattern: '[a-z]{1000}' })))
  expect(await again.submit(x(5000))).toEqual({
    data: expect.stringMatching(/^Please use at most 19\d\d characters/),
  })
})
