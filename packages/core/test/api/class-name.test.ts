import {
  hold,
  input,
  put_button,
  put_buttons,
  put_scope,
  put_text,
  set_env,
  use_scope,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { inSession, shownBy, thrown } from '../support/app'

describe('class_name', () => {
  it('works for every output, and an update keeps it', async () => {
    const t = await open_app(async () => {
      put_text('a', 'b', { class_name: 'big red' }).update({ text: 'c' })
      put_scope('s', { class_name: 'box' })
      await hold()
    })
    expect(t.outputs).toMatchObject([{ type: 'text', text: 'c', class_name: 'big red' }])
    const scope = t.tree.nodes.get(t.tree.scopes.get('s') ?? -1)
    expect(scope?.spec).toMatchObject({ class_name: 'box' })
  })

  it('is omitted if it is empty', async () => {
    expect(await shownBy(() => put_text('a', 'b', { class_name: '' }))).toEqual({ type: 'text', text: 'a b' })
  })

  it('must be a text', async () => {
    expect(await inSession(() => thrown(() => put_scope('a', { class_name: 1 as never })))).toBe(
      'TypeError: put_scope: class_name must be a string, not 1.',
    )
  })
})

describe('[C11] shortcut', () => {
  it('is sent in one form, for single buttons and for several', async () => {
    expect(await shownBy(() => put_button('Save', () => {}, { shortcut: 'Shift+Mod+S' }))).toMatchObject({
      shortcut: 'mod+shift+s',
    })
    const several = () => put_buttons([{ label: 'Next', value: 1, shortcut: 'alt+right' }, 'x'], () => {})
    expect(await shownBy(several)).toMatchObject({
      buttons: [{ label: 'Next', shortcut: 'alt+right' }, { label: 'x' }],
    })
  })

  it.each(['', 'mod', 'mod+', 's+mod', 'hyper+s', 'mod+mod+s', 'f13', 'mod+ss', 'ctrl-s'])(
    '%j is not a shortcut',
    async (shortcut) => {
      expect(await inSession(() => thrown(() => put_button('a', () => {}, { shortcut })))).toMatch(
        /^RangeError: put_button: shortcut must be modifiers \(mod, ctrl, alt, shift, meta\) and a key, such as "mod\+s", not /,
      )
    },
  )
})

it('set_env accepts the themes', async () => {
  const t = await open_app(async () => {
    for (const theme of ['minty', 'sketchy', 'yeti', 'dark'] as const) {
      set_env({ theme })
      use_scope('s', () => {})
      await input()
    }
  })
  const seen: unknown[] = []
  for (let theme = 0; theme < 4; theme++) {
    seen.push(t.tree.env.theme)
    await t.submit('')
  }
  expect(seen).toEqual(['minty', 'sketchy', 'yeti', 'dark'])
  expect(await inSession(() => thrown(() => set_env({ theme: 'solar' as never })))).toBe(
    'TypeError: set_env: theme must be one of "auto", "light", "dark", "minty", "sketchy", "yeti", not "solar".',
  )
})
