import { describe, expect, it } from '@jest/globals'
import { SocketPage, tryHandshake } from '../bridge/socket-page'
import { browserIn, folderWith, onLinux, TestProcess } from './webio-process'

// A process starts, and the machine may be busy.
jest.setTimeout(30_000)

const WITHOUT_BROWSER = { WEBIO_SCRIPT_PORT: '0' }

const SCRIPT = `
import '@webio/core/script'
import { defer_call, info, input, put_text } from '@webio/core'
defer_call(async () => {
  await new Promise((resolve) => setTimeout(resolve, 50))
  console.log('deferred')
})
put_text('Hello')
const name = await input('Name')
put_text('Hello', name, info.protocol)
console.log('the end')
`

/** A script whose page is opened by the test. */
const start = (folder: { path: string }, file: string): TestProcess =>
  TestProcess.node(folder.path, [file], WITHOUT_BROWSER)

describe('a script', () => {
  it('uses the page at its top level, and ends when the page has received everything', async () => {
    using folder = folderWith({ 'script.mjs': SCRIPT })
    await using script = start(folder, 'script.mjs')
    await using page = new SocketPage(await script.url(), 'websocket')
    await page.submit({ data: 'Bob' })
    const end = await page.until(() => page.session.tree.closed)
    expect(page.texts).toEqual(['Hello', 'Hello Bob websocket'])
    expect(end.reason).toBe('finished')
    expect(await script.ended()).toBe(0)
    expect(script.output).toMatch(/the end\n(.*\n)*deferred/)
  })

  it('that asks nothing waits until a page has connected and received everything', async () => {
    using folder = folderWith({
      'script.mjs': `import '@webio/core/script'; import { put_text } from '@webio/core'; put_text('all')`,
    })
    await using script = start(folder, 'script.mjs')
    await using page = new SocketPage(await script.url(), 'polling')
    await page.until(() => page.session.tree.closed)
    expect(page.texts).toEqual(['all'])
    expect(await script.ended()).toBe(0)
  })

  it('that uses no function of WebIO opens no page', async () => {
    using folder = folderWith({ 'script.mjs': `import '@webio/core/script'; console.log('done')` })
    await using script = start(folder, 'script.mjs')
    expect([await script.ended(), script.output]).toEqual([0, 'done\n'])
  })

  it('ends when the person leaves, no matter what it is waiting for', async () => {
    using folder = folderWith({ 'script.mjs': `${SCRIPT}\nsetInterval(() => {}, 1000)` })
    await using script = start(folder, 'script.mjs')
    await using page = new SocketPage(await script.url(), 'websocket')
    await page.form()
    page.session.leave()
    expect(await script.ended()).toBe(0)
    expect(script.output).toContain('deferred')
  })

  it('continues as long as something on its page can be used', async () => {
    using folder = folderWith({
      'script.mjs': `import '@webio/core/script'
        import { put_button, put_text } from '@webio/core'
        put_button('Go', () => void put_text('went'))`,
    })
    await using script = start(folder, 'script.mjs')
    await using page = new SocketPage(await script.url(), 'websocket')
    const output = await page.until(() => page.session.node(0)?.children[0])
    page.send({ type: 'callback-fire', output, key: 0 })
    await page.until(() => page.texts.includes('went'))
    page.session.leave()
    expect(await script.ended()).toBe(0)
  })

  it('has one page: a second one is refused', async () => {
    using folder = folderWith({ 'script.mjs': SCRIPT })
    await using script = start(folder, 'script.mjs')
    const url = await script.url()
    await using page = new SocketPage(url, 'websocket')
    await page.form()
    expect(await tryHandshake(url, { protocol: 1, app: 'index', params: {} })).toBe('server_full')
  })

  it('continues in CommonJS, without top-level await, with run_async', async () => {
    using folder = folderWith({
      'script.cjs': `require('@webio/core/script')
        const { input, put_text, run_async } = require('@webio/core')
        run_async(async () => { put_text('Hello', await input('Name')) })`,
    })
    await using script = start(folder, 'script.cjs')
    await using page = new SocketPage(await script.url(), 'websocket')
    await page.submit({ data: 'Bob' })
    await page.until(() => page.session.tree.closed)
    expect(page.texts).toEqual(['Hello Bob'])
    expect(await script.ended()).toBe(0)
  })

  onLinux('opens the browser', async () => {
    using folder = folderWith({ 'script.mjs': SCRIPT })
    const browser = browserIn(folder)
    await using script = TestProcess.node(folder.path, ['script.mjs'], browser.env)
    expect(await browser.opened()).toBe(await script.url())
  })
})

describe('webio FILE', () => {
  const TYPED = SCRIPT.replace(`import '@webio/core/script'`, 'const word: string = `typed`')

  it('runs a file that uses the page at its top level as a script', async () => {
    using folder = folderWith({ 'script.ts': TYPED })
    await using script = TestProcess.webio(folder.path, ['script.ts', '--no-open'])
    await using page = new SocketPage(await script.url(), 'websocket')
    await page.submit({ data: 'Bob' })
    await page.until(() => page.session.tree.closed)
    expect(page.texts).toEqual(['Hello', 'Hello Bob websocket'])
    expect(await script.ended()).toBe(0)
  })

  it('shows the error of a script in the page, and ends with an error', async () => {
    using folder = folderWith({
      'script.ts': `import { put_text } from '@webio/core'; put_text('before'); throw new Error('oops')`,
    })
    await using script = TestProcess.webio(folder.path, ['script.ts', '--no-open'])
    await using page = new SocketPage(await script.url(), 'websocket')
    const end = await page.until(() => page.session.tree.closed)
    expect(end.reason).toBe('failed')
    expect(page.transients).toContainEqual(expect.objectContaining({ type: 'notice', code: 'task_failed' }))
    expect(await script.ended()).toBe(1)
  })

  it('--watch reruns a script in the same page', async () => {
    using folder = folderWith({ 'script.ts': TYPED })
    await using script = TestProcess.webio(folder.path, ['--watch', 'script.ts', '--no-open'])
    const url = await script.url()
    await using page = new SocketPage(url, 'websocket')
    await page.form()
    folder.write('script.ts', TYPED.replace(`put_text('Hello')`, `put_text('New')`))
    expect(await page.until(() => page.session.tree.closed)).toEqual({ reason: 'replaced' })
    await using second = new SocketPage(url, 'websocket')
    await second.until(() => second.texts.includes('New'))
  })

  onLinux('opens the browser for a script, unless --no-open is given', async () => {
    using folder = folderWith({ 'script.ts': TYPED })
    const browser = browserIn(folder)
    await using script = TestProcess.webio(folder.path, ['script.ts'], browser.env)
    expect(await browser.opened()).toBe(await script.url())
  })
})
