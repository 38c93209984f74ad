import type { OutputHolder } from '../../src/index'
import { output, put_markdown, put_row, put_table, put_text } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { inSession, thrown } from '../support/app'

const line = (text: string): string => text.replaceAll('\n', ' ')

it('follows PyWebIO’s sequence: reset, append, insert', async () => {
  const t = await open_app(() => {
    const hobbies = output(put_text('Coding'))
    put_table([
      ['Name', 'Hobbies'],
      ['Wang', hobbies],
    ])
    hobbies.reset(put_text('Movie'))
    hobbies.append(put_text('Music'), put_text('Drama'))
    hobbies.insert(0, put_markdown('**Coding**'))
  })
  expect(line(t.text())).toBe('Name\tHobbies Wang\t**Coding** Movie Music Drama')
})

it('is shown only by show() or in a container', async () => {
  const t = await open_app(() => {
    output('never')
    const later = output('later')
    put_text('a')
    later.show()
    put_row([output('in a row')])
  })
  expect(line(t.text())).toBe('a later in a row')
})

describe.each([
  ['before it is shown', false],
  ['after it was shown', true],
])('%s', (_, isShown) => {
  it.each<[string, (holder: OutputHolder) => void, string]>([
    ['append', (h) => h.append('x', 'y'), 'a b x y'],
    ['insert first', (h) => h.insert(0, 'x', 'y'), 'x y a b'],
    ['insert in between', (h) => h.insert(1, 'x', 'y'), 'a x y b'],
    ['insert after a child, from the end', (h) => h.insert(-2, 'x', 'y'), 'a x y b'],
    ['insert at the end', (h) => h.insert(-1, 'x', 'y'), 'a b x y'],
    ['insert out of range shows nothing', (h) => h.insert(2, put_text('x')), 'a b'],
    ['reset', (h) => h.reset('x'), 'x'],
    ['reset to no content', (h) => h.reset(), ''],
    ['reset, append, insert', (h) => (h.reset('x'), h.append('z'), h.insert(1, put_text('y'))), 'x y z'],
  ])('%s', async (_, act, expected) => {
    const t = await open_app(() => {
      const holder = output('a', put_text('b'))
      if (isShown) holder.show()
      act(holder)
      if (!isShown) put_row([holder])
    })
    expect([line(t.text()), t.errors]).toEqual([expected, []])
    expect(t.outputs.filter(({ type }) => type === 'text').length).toBe(
      expected.split(' ').filter(Boolean).length,
    )
  })
})

it('a value that cannot be shown throws at the call, and nothing is shown', async () => {
  const t = await open_app(() => {
    const holder = output('a').show()
    return [
      thrown(() => holder.append(put_text('x'), () => {})),
      thrown(() => holder.insert(0.5, put_text('x'))),
      thrown(() => holder.append(holder)),
      thrown(() => output(put_text('x'), Symbol('s'))),
    ]
  })
  expect(t.text()).toBe('a')
  expect(t.result).toMatchInlineSnapshot(`
    [
      "TypeError: output().append: contents[1] is the function (anonymous), which cannot be shown. Call it, or show its text.",
      "TypeError: output().insert: index must be an integer, not 0.5.",
      "RangeError: output().append: contents[0] cannot move into itself.",
      "TypeError: output: content[1] is Symbol(s), which cannot be shown. Call it, or show its text.",
    ]
  `)
})

it('needs a session', async () => {
  await inSession(() => {})
  expect(thrown(() => output('a'))).toContain('output: there is no session here.')
})
