import { clear, put_progressbar, put_text, set_progressbar } from '../../src/index'
import { open_app } from '../../src/testing/index'
import { inSession, shownBy, thrown } from '../support/app'

const bar = { type: 'progressbar', name: 'b' }

it.each<[string, () => unknown, object]>([
  ['starts at 0', () => put_progressbar('b'), { ...bar, value: 0 }],
  [
    'starts at another value, with a label',
    () => put_progressbar('b', { init: 0.3, label: 'x', auto_close: true }),
    { ...bar, value: 0.3, label: 'x', auto_close: true },
  ],
  [
    'moves',
    () => {
      put_progressbar('b')
      set_progressbar('b', 0.5)
    },
    { ...bar, value: 0.5 },
  ],
  [
    'moves with a label, and back to the percentage',
    () => {
      put_progressbar('b', { label: 'x' })
      set_progressbar('b', 0.5, { label: 'y' })
      set_progressbar('b', 0.6)
    },
    { ...bar, value: 0.6 },
  ],
  [
    'is not clamped',
    () => {
      put_progressbar('b')
      set_progressbar('b', 1.5)
    },
    { ...bar, value: 1.5 },
  ],
  [
    'update changes the label and keeps the value',
    () => {
      const b = put_progressbar('b')
      set_progressbar('b', 0.5)
      b.update({ label: 'x' })
    },
    { ...bar, value: 0.5, label: 'x' },
  ],
])('%s', async (_, body, spec) => {
  expect(await shownBy(body)).toEqual(spec)
})

it('disappears at 1 with auto_close, and only then', async () => {
  const t = await open_app(() => {
    put_progressbar('a', { auto_close: true })
    put_progressbar('b')
    for (const name of ['a', 'b']) {
      set_progressbar(name, 0.99)
      set_progressbar(name, 1)
      set_progressbar(name, 1)
    }
  })
  expect(t.outputs.map((one) => one.type === 'progressbar' && one.name)).toEqual(['b'])
  expect(t.text()).toBe('100.0%')
})

it('a name refers to the newest bar, and an unknown one is ignored', async () => {
  const t = await open_app(() => {
    put_progressbar('a')
    put_progressbar('a')
    set_progressbar('a', 0.5)
    set_progressbar('nobody', 0.5)
    clear()
    set_progressbar('a', 0.7)
    put_text('goes on')
  })
  expect([t.text(), t.errors]).toEqual(['goes on', []])
  const two = await open_app(() => {
    put_progressbar('a')
    put_progressbar('a')
    set_progressbar('a', 0.5)
  })
  expect(two.text()).toBe('0.0%\n50.0%')
})

it('the names of removed bars do not accumulate', async () => {
  const size = await inSession(() => 0)
  const t = await open_app(() => {
    for (let i = 0; i < 1000; i++) {
      put_progressbar(`p${i}`)
      if (i % 2) put_progressbar(`q${i}`, { scope: 'nowhere' })
      clear()
    }
  })
  expect([size, t.session.view.progressbars.size]).toEqual([0, 0])
})

it('names the rule for an invalid name or value', async () => {
  const said = await inSession(() => [
    thrown(() => put_progressbar('a b')),
    thrown(() => set_progressbar('a.b', 1)),
    thrown(() => set_progressbar('a', NaN)),
    thrown(() => set_progressbar('a', '1' as never)),
  ])
  expect(said).toEqual([
    'RangeError: put_progressbar: name can only contain letters, digits, "-" and "_", not "a b".',
    'RangeError: set_progressbar: name can only contain letters, digits, "-" and "_", not "a.b".',
    'TypeError: set_progressbar: value must be a finite number, not NaN.',
    'TypeError: set_progressbar: value must be a finite number, not "1".',
  ])
})
