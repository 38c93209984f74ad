import { AsyncLocalStorage } from 'node:async_hooks'
import { provideContextStore } from '../../src/engine/tasks/context-store'
import { installPageContext, StackContext } from '../../src/in-page/page-context'
import type { OpenApp } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'
import {
  flush,
  get_scope,
  input,
  local,
  pin,
  pin_wait_change,
  popup,
  put_button,
  put_input,
  put_loading,
  put_text,
  run_async,
  SessionNotFoundException,
  sleep,
  use_scope,
} from '../../src/index'
import { turn } from '../support/app'

const store = provideContextStore(() => new StackContext())

const opened: OpenApp[] = []
const open = async (...args: Parameters<typeof open_app>): Promise<OpenApp> => {
  const t = await open_app(...args)
  opened.push(t)
  return t
}

afterEach(async () => {
  for (const t of opened.splice(0)) await t.close()
})

it('is the store that these tests run with', () => {
  expect(store).toBeInstanceOf(StackContext)
})

describe('a task in a page without AsyncContext', () => {
  it('has its session everywhere, and its main scope after it awaits something else', async () => {
    const t = await open(async () => {
      await use_scope('s', async () => {
        put_text('sync', get_scope())
        await turn()
        put_text('after an await of something else', get_scope())
      })
      await new Promise<void>((done) => setTimeout(() => (put_text('in a timer', get_scope()), done()), 0))
      put_button('call', () => put_text('called', get_scope()))
    })
    await t.until(() => t.text().includes('call'))
    await t.click('call')
    expect(t.errors).toEqual([])
    expect(t.text('s')).toBe('sync s')
    expect(t.text()).toContain('after an await of something else ROOT\nin a timer ROOT\ncall\ncalled ROOT')
  })

  it('keeps its scope when it awaits a pin, a popup or flush', async () => {
    const t = await open(async () => {
      put_input('x')
      const shown = popup('title')
      await use_scope('s', async () => {
        put_text('pin', await pin['x'], get_scope())
        await flush()
        put_text('flush', get_scope())
        await shown.closed
        put_text('popup', get_scope())
        await pin_wait_change('x')
        put_text('change', get_scope())
      })
    })
    await t.until(() => t.text('s').includes('flush'))
    await t.dismiss()
    await t.until(() => t.text('s').includes('popup'))
    await t.change_pin('x', 'v')
    await t.until(() => t.text('s').includes('change'))
    expect(t.text('s')).toBe('pin  s\nflush s\npopup s\nchange s')
  })

  it('returns to the scope around an asynchronous body once it has waited for the body', async () => {
    const t = await open(async () => {
      const scope = await use_scope('outer', async () => {
        await put_loading().enter(async () => {
          put_text('loading')
          await sleep(0.001)
        })
        put_text('loaded', get_scope())
        await popup('title', () => flush())
        await use_scope('inner', () => flush().then(() => Promise.reject(new Error('no')))).catch(() => {})
        put_text('failed', get_scope())
        return get_scope()
      })
      put_text('done', scope, get_scope())
    })
    await t.until(() => t.text().includes('done'))
    expect(t.text('outer')).toBe('loaded outer\nfailed outer')
    expect(t.text()).toContain('done outer ROOT')
    expect(t.errors).toEqual([])
  })

  it('keeps its scope when it awaits WebIO’s own promises, at any depth of functions', async () => {
    const ask = async (): Promise<string> => (await input('Name')).trim()
    const askTwice = async (): Promise<string> => `${await ask()} ${await ask()}`
    const t = await open(() =>
      use_scope('s', async () => {
        put_text(await askTwice(), get_scope())
      }),
    )
    await t.submit('a')
    await t.submit('b')
    expect([t.text('s'), t.errors]).toEqual(['a b s', []])
  })

  it('continues in its own session after a form, even if another task runs', async () => {
    const main = async (params: { readonly name?: unknown }): Promise<void> => {
      local['name'] = params.name
      put_text(await input('x'), local['name'], String(params.name))
    }
    const a = await open(main, { params: { name: 'a' } })
    const b = await open(main, { params: { name: 'b' } })
    await b.submit('to b')
    await a.submit('to a')
    expect([a.text(), b.text()]).toEqual(['to a a a', 'to b b b'])
  })

  it('is told about the limit of the browser if it awaits something else while another task runs', async () => {
    const main = async (): Promise<void> => {
      run_async(() => input('stay'))
      await turn()
      put_text('where?')
    }
    await open(() => input('stay'))
    const t = await open(main)
    await t.until(() => t.closed || t.tree.forms.size > 0)
    await turn()
    expect(t.text()).toBe('')
    await expect(
      Promise.resolve()
        .then(turn)
        .then(() => put_text('x')),
    ).rejects.toBeInstanceOf(SessionNotFoundException)
    await expect(turn().then(() => put_text('x'))).rejects.toThrow('Several sessions run in this page')
  })

  it('learns after the end that its session is closed', async () => {
    const t = await open(() => input('x'))
    await t.close()
    await turn()
    expect(() => put_text('late')).toThrow('put_text: this session has been closed.')
  })
})

it('uses the browser’s own store if AsyncContext exists', () => {
  class Variable extends AsyncLocalStorage<object> {
    get(): object | undefined {
      return this.getStore()
    }
  }
  const key = Symbol.for('@webio/core/context-store/1')
  const global = globalThis as Record<PropertyKey, unknown>
  const before = global[key]
  delete global[key]
  global['AsyncContext'] = { Variable }
  try {
    expect(installPageContext()).toBeInstanceOf(Variable)
  } finally {
    delete global['AsyncContext']
    global[key] = before
  }
})
