import type { Json } from '../../src/index'
import {
  clear_localstorage,
  get_all_query,
  get_cookie,
  get_localstorage,
  get_query,
  put_text,
  set_cookie,
  set_localstorage,
  wait_scroll_to_bottom,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { inSession, thrown } from '../support/app'

/** A page whose scripts see a document with these cookies and a storage. */
function browser(cookie = '') {
  const kept = new Map<string, string>()
  const document = {
    all: [] as string[],
    get cookie() {
      return cookie
    },
    set cookie(value: string) {
      document.all.push(value)
    },
  }
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
  }
  const run_script = (code: string, args: object): unknown => {
    const names = { document, localStorage, location: { protocol: 'https:' }, ...args }
    return new Function(...Object.keys(names), `return (${code})`)(
      ...(Object.values(names) as Json[]),
    ) as unknown
  }
  return { run_script, set: document.all }
}

describe('get_cookie and set_cookie', () => {
  it('read by name: encoded values, values with =, missing values', async () => {
    const t = await open_app(
      async () => {
        put_text(
          await get_cookie('a'),
          await get_cookie('b'),
          await get_cookie('c'),
          String(await get_cookie('x')),
        )
      },
      { run_script: browser('aa=0; a=1%20%C3%A4; b=x=y; c=50%').run_script },
    )
    await t.until(() => t.closed)
    expect([t.text(), t.errors]).toEqual(['1 ä x=y 50% null', []])
  })

  it('set cookies for some days', async () => {
    const { run_script, set } = browser()
    const t = await open_app(
      async () => {
        set_cookie('a', 'ä; b')
        set_cookie('b', '', { days: 0 })
        set_cookie('c', 'x', { days: 0.5 })
        await get_cookie('a')
      },
      { run_script },
    )
    await t.until(() => t.closed)
    expect(set).toEqual([
      'a=%C3%A4%3B%20b; path=/; samesite=lax; max-age=604800; secure',
      'b=; path=/; samesite=lax; max-age=0; secure',
      'c=x; path=/; samesite=lax; max-age=43200; secure',
    ])
  })

  it.each<[string, () => unknown]>([
    [
      'RangeError: set_cookie: name can only contain letters, digits and !#$%&\'*+-.^_`|~, not "a=b".',
      () => set_cookie('a=b', ''),
    ],
    ['TypeError: set_cookie: value must be a string, not 1.', () => set_cookie('a', 1 as never)],
    ['RangeError: set_cookie: days must be 0 or more, not -1.', () => set_cookie('a', '', { days: -1 })],
    ['TypeError: get_cookie: name must be a string, not undefined.', () => get_cookie(undefined as never)],
  ])('%s', async (message, call) => {
    expect(await inSession(() => thrown(call))).toBe(message)
  })
})

describe('the local storage', () => {
  it('keeps texts, and returns null for missing keys', async () => {
    const t = await open_app(
      async () => {
        set_localstorage('a', '1')
        set_localstorage('b', '2')
        put_text(await get_localstorage('a'), await get_localstorage('b'))
        set_localstorage('a', null)
        put_text(String(await get_localstorage('a')))
        clear_localstorage()
        put_text(String(await get_localstorage('b')))
      },
      { run_script: browser().run_script },
    )
    await t.until(() => t.closed)
    expect(t.text()).toBe('1 2\nnull\nnull')
  })

  it('rejects if the page refuses scripts', async () => {
    const t = await open_app(async () => {
      await get_localstorage('a').catch((error: Error) => put_text(error.name))
    })
    await t.until(() => t.closed)
    expect(t.text()).toBe('ScriptException')
  })
})

it('get_query and get_all_query return parameters as text', async () => {
  const params = { name: 'Ada', year: 2026, list: [1] }
  const given = await inSession(
    () => [get_query('name'), get_query('year'), get_query('none'), get_query('toString'), get_all_query()],
    { params },
  )
  expect(given).toEqual(['Ada', '2026', null, null, { name: 'Ada', year: '2026', list: '[1]' }])
})

it('wait_scroll_to_bottom asks the page', async () => {
  const asked: unknown[] = []
  const t = await open_app(
    async () => {
      put_text(await wait_scroll_to_bottom(), await wait_scroll_to_bottom({ threshold: 50, timeout: 2 }))
    },
    { run_script: (_, args) => asked.push(args) === 1 },
  )
  await t.until(() => t.closed)
  expect(t.text()).toBe('true false')
  expect(asked).toEqual([
    { threshold: 10, timeout: null },
    { threshold: 50, timeout: 2 },
  ])
})
