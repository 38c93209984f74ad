import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import { SocketPage } from '../bridge/socket-page'
import { browserIn, folderWith, onLinux, TestProcess } from './webio-process'

// A process starts, and the machine may be busy.
jest.setTimeout(60_000)

/** An application that greets, in TypeScript that Node cannot run. */
const greeter = (text: string): string => `
import { input, put_text } from '@webio/core'
enum Word { Greeting = ${JSON.stringify(text)} }
export default async function main(): Promise<void> {
  put_text(Word.Greeting, await input('Name'))
}
`

async function visit(url: string, answer: string, app = 'index'): Promise<string[]> {
  await using page = new SocketPage(url, 'websocket', { app })
  await page.submit({ data: answer })
  await page.until(() => page.session.tree.closed)
  return page.texts
}

describe('webio FILE', () => {
  it('serves the default export of a TypeScript file, prints the address, and ends with SIGTERM', async () => {
    using folder = folderWith({ 'app.ts': greeter('Hello') })
    await using webio = TestProcess.webio(folder.path, ['app.ts', '--port', '0'])
    expect(await visit(await webio.url(), 'Bob')).toEqual(['Hello Bob'])
    webio.kill('SIGTERM')
    expect(await webio.ended()).toBe(0)
  })

  it.each([
    ['app.mjs', `import { put_text } from '@webio/core'; export const main = () => void put_text('main')`],
    ['app.cjs', `const { put_text } = require('@webio/core'); exports.main = () => void put_text('main')`],
    ['app.js', `const { put_text } = require('@webio/core'); module.exports = () => void put_text('main')`],
    [
      'app.tsx',
      `import { put_text } from '@webio/core'; export default { index: () => void put_text('main') }`,
    ],
  ])('serves the default export, or else main: %s', async (name, text) => {
    using folder = folderWith({ [name]: text, 'package.json': '{}' })
    await using webio = TestProcess.webio(folder.path, [name, '--port=0'])
    await using page = new SocketPage(await webio.url(), 'websocket')
    await page.until(() => page.session.tree.closed)
    expect(page.texts).toEqual(['main'])
  })

  it('serves the only function of a module, no matter what its name is', async () => {
    using folder = folderWith({
      'app.ts': `import { put_text } from '@webio/core'
        export const title = 'x'
        export function survey() { put_text('survey') }`,
    })
    await using webio = TestProcess.webio(folder.path, ['app.ts', '--port', '0'])
    await using page = new SocketPage(await webio.url(), 'websocket')
    await page.until(() => page.session.tree.closed)
    expect(page.texts).toEqual(['survey'])
  })

  it('serves every function of a module without a default export by its name', async () => {
    using folder = folderWith({
      'app.ts': `import { put_text } from '@webio/core'
        export const title = 'x'
        export function survey() { put_text('survey') }
        export function report() { put_text('report') }`,
    })
    await using webio = TestProcess.webio(folder.path, ['app.ts', '--port', '0'])
    for (const app of ['survey', 'report']) {
      await using page = new SocketPage(await webio.url(), 'websocket', { app })
      await page.until(() => page.session.tree.closed)
      expect(page.texts).toEqual([app])
    }
  })

  it('prints the network addresses if it listens on all of them, and answers to no foreign name', async () => {
    using folder = folderWith({ 'app.mjs': 'export default () => {}' })
    const args = ['app.mjs', '--port', '0', '--host', '0.0.0.0', '--allowed-hosts', 'tasks.test, .other.test']
    await using webio = TestProcess.webio(folder.path, args)
    const { port } = new URL(await webio.url())
    const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
    for (const { address, family, internal } of addresses)
      if (family === 'IPv4' && !internal) await webio.says(new RegExp(`http://${address}:${port}/`))
    const status = (host: string) =>
      new Promise((resolve, reject) => {
        request({ port, headers: { host } }, (answer) => resolve(answer.resume().statusCode))
          .on('error', reject)
          .end()
      })
    const hosts = ['tasks.test', 'a.other.test', 'localhost', '127.0.0.1', 'evil.test']
    expect(await Promise.all(hosts.map(status))).toEqual([200, 200, 200, 200, 403])
  })

  it.each([
    ['of ECMAScript', {}, 'method show'],
    ['of the older kind if tsconfig.json requests them', { experimentalDecorators: true }, 'object show'],
  ])('supports decorators %s', async (_, compilerOptions, text) => {
    using folder = folderWith({
      'app.ts': `import { put_text } from '@webio/core'
        import { named } from './named'
        class Clock {
          @named show(): void {}
        }
        export default function main(): void { new Clock().show() }`,
      'named.ts': `import { put_text } from '@webio/core'
        export function named(target: any, context: any, property?: any): any {
          const method = () => put_text(property ? typeof target : context.kind, property ? context : context.name)
          return property ? { ...property, value: method } : method
        }`,
      'tsconfig.json': JSON.stringify({ compilerOptions }),
    })
    await using webio = TestProcess.webio(folder.path, ['app.ts', '--port', '0'])
    await using page = new SocketPage(await webio.url(), 'websocket')
    await page.until(() => page.session.tree.closed)
    expect(page.texts).toEqual([text])
  })

  it('shows the frames of the file in the stack of a failed task', async () => {
    using folder = folderWith({
      'app.ts': `import { put_text, use_scope } from '@webio/core'
        export default async function main(): Promise<void> {
          await use_scope('x', async () => { await null; put_text(...([{ toString: 1 }, 5, Symbol()] as never[])) })
        }`,
    })
    await using webio = TestProcess.webio(folder.path, ['app.ts', '--port', '0'])
    await using _page = new SocketPage(await webio.url(), 'websocket')
    await webio.says(/a main task of application "index" failed:[^]*app\.ts/)
    const frames = webio.output.split('\n').filter((line) => /^\s+at /.test(line))
    expect(frames.length).toBeGreaterThan(0)
    for (const frame of frames) expect(frame).toContain('app.ts')
  })

  it('reports once that a file does not parse', async () => {
    using folder = folderWith({ 'app.mjs': 'export default () => {' })
    await using webio = TestProcess.webio(folder.path, ['app.mjs'])
    expect(await webio.ended()).toBe(1)
    expect(webio.output.match(/SyntaxError/g)).toHaveLength(1)
    expect(webio.output).not.toContain('triggerUncaughtException')
  })

  it('serves several applications, with path aliases of the tsconfig.json next to it', async () => {
    using folder = folderWith({
      'app.ts': `import { word } from '@/lib/word'; import { input, put_text } from '@webio/core'
        export default { one: async () => put_text(word, await input('Name')), two: () => {} }`,
      'lib/word.ts': `export const word: string = 'aliased'`,
      'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '@/*': ['./*'] } } }),
    })
    await using webio = TestProcess.webio(folder.path, ['app.ts', '--port', '0'])
    const url = await webio.url()
    expect(await (await fetch(url)).text()).toContain('href="?app=two"')
    expect(await visit(url, 'x', 'one')).toEqual(['aliased x'])
  })

  it('does not serve a file that starts a server itself', async () => {
    using folder = folderWith({
      'app.ts': `import { start_server } from '@webio/core/server'
        import { input, put_text } from '@webio/core'
        await start_server(async () => put_text('own', await input('Name')), { port: 0 })`,
    })
    await using webio = TestProcess.webio(folder.path, ['app.ts'])
    expect(await visit(await webio.url(), 'x')).toEqual(['own x'])
  })

  it('has no session outside a task in a served file', async () => {
    using folder = folderWith({
      'app.mjs': `import { put_text } from '@webio/core'
        setTimeout(() => { try { put_text('x') } catch (error) { console.log(error.name) } }, 300)
        export default () => {}`,
    })
    await using webio = TestProcess.webio(folder.path, ['app.mjs', '--port', '0'])
    await webio.says(/SessionNotFoundException/)
  })

  it.each([
    [['none.ts'], 'webio: there is no file none.ts in '],
    [['app.txt'], 'webio: app.txt is not a script. FILE ends in .ts, .mts'],
    [[], 'webio: name the file to serve.\n\nUsage: webio FILE'],
    [['app.ts', 'b.ts'], 'webio: one file at a time: app.ts, b.ts are 2.'],
    [['app.ts', '--port', 'x'], 'webio: --port must be a whole number from 0 to 65535, not "x".'],
    [['app.ts', '--prot', '1'], "webio: Unknown option '--prot'"],
    [
      ['empty.ts'],
      'webio: empty.ts has nothing to serve. Give it a default export: export default async function main() { … } (it exports helper).',
    ],
    [
      ['wrong.ts'],
      'the default export of wrong.ts must be a function, or an array or an object of functions, not 7.',
    ],
    [['broken.ts'], 'broken.ts'],
    [['throws.ts'], 'Error: oops'],
  ])('refuses %j and suggests a fix', async (args, message) => {
    using folder = folderWith({
      'app.txt': '',
      'empty.ts': 'export const helper = 1',
      'wrong.ts': 'export default 7',
      'broken.ts': 'export default function {',
      'throws.ts': `throw new Error('oops')`,
    })
    await using webio = TestProcess.webio(folder.path, args)
    expect(await webio.ended()).toBe(1)
    expect(webio.output).toContain(message)
  })

  it.each([
    ['app.mjs', 'export default () => {}'],
    ['script.mjs', `import { put_text } from '@webio/core'; put_text('x')`],
  ])('suggests a fix if the port is in use: %s', async (name, text) => {
    const other = createServer().listen(0, 'localhost')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    using folder = folderWith({ [name]: text })
    await using webio = TestProcess.webio(folder.path, [name, '--no-open', '--port', String(port)])
    expect(await webio.ended()).toBe(1)
    expect(webio.output).toMatch(
      new RegExp(
        `^(webio:|\\[webio\\]) port ${port} is in use\\. Stop what listens on it, or choose another: ` +
          `--port ${port + 1}, or --port 0 for a free one\\.\n$`,
      ),
    )
    other.close()
  })

  onLinux('listens only at the address of --host, by default only on this machine', async () => {
    using folder = folderWith({ 'app.mjs': 'export default () => {}' })
    const status = async (url: string, host?: string): Promise<number | 'refused'> => {
      const asked = new URL(url)
      asked.hostname = host ?? asked.hostname
      return fetch(asked).then(
        (answer) => answer.status,
        () => 'refused' as const,
      )
    }
    const start = (...args: string[]) => TestProcess.webio(folder.path, ['app.mjs', '--port', '0', ...args])
    await using named = start('--host', '127.0.0.2')
    const there = await named.url()
    expect(there).toMatch(/^http:\/\/127\.0\.0\.2:\d+\/$/)
    expect([await status(there), await status(there, '127.0.0.1')]).toEqual([200, 'refused'])
    await using plain = start()
    const here = await plain.url()
    expect(here).toMatch(/^http:\/\/localhost:\d+\/$/)
    expect([await status(here), await status(here, '127.0.0.2')]).toEqual([200, 'refused'])
    await using everywhere = start('--host', '0.0.0.0')
    const open = await everywhere.url()
    expect([await status(open, '127.0.0.1'), await status(open, '127.0.0.2')]).toEqual([200, 200])
  })

  it.each([
    ['app.mjs', 'export default () => {}'],
    ['script.mjs', `import { put_text } from '@webio/core'; put_text('x')`],
  ])('reports an address that is not of this machine: %s', async (name, text) => {
    using folder = folderWith({ [name]: text })
    await using webio = TestProcess.webio(folder.path, [name, '--no-open', '--host', '203.0.113.1'])
    expect(await webio.ended()).toBe(1)
    expect(webio.output).toMatch(/this machine has no address 203\.0\.113\.1\. Leave out --host/)
    expect(webio.output).not.toContain('    at ')
  })

  it('prints its help and its version', async () => {
    using folder = folderWith({})
    await using help = TestProcess.webio(folder.path, ['--help'])
    expect([await help.ended(), help.output]).toEqual([0, expect.stringMatching(/^Usage: webio FILE/)])
    await using version = TestProcess.webio(folder.path, ['-v'])
    expect([await version.ended(), version.output]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)])
  })

  onLinux('opens the browser with --open, and not without', async () => {
    using folder = folderWith({ 'app.mjs': 'export default () => {}' })
    const browser = browserIn(folder)
    await using plain = TestProcess.webio(folder.path, ['app.mjs', '--port', '0'], browser.env)
    await plain.url()
    await using webio = TestProcess.webio(folder.path, ['app.mjs', '--port', '0', '--open'], browser.env)
    expect(await browser.opened()).toBe(await webio.url())
  })
})

describe('webio --watch FILE', () => {
  it('restarts at the same address when a file has changed, and reconnects its pages', async () => {
    using folder = folderWith({
      'app.ts': `import { word } from './word'; import { input, put_text } from '@webio/core'
        export default async () => { put_text(word); await input('Name') }`,
      'word.ts': `export const word = 'version 1'`,
    })
    await using webio = TestProcess.webio(folder.path, ['--watch', 'app.ts', '--port', '0'])
    const url = await webio.url()
    await using page = new SocketPage(url, 'websocket')
    await page.until(() => page.texts.includes('version 1'))

    folder.write('word.ts', `export const word = 'version`)
    const end = await page.until(() => page.session.tree.closed)
    expect(end.reason).toBe('replaced')
    await webio.says(/it ended with an error\. It restarts at the next change\./)

    folder.write('word.ts', `export const word = 'version 2'`)
    await using second = new SocketPage(url, 'websocket')
    await second.until(() => second.texts.includes('version 2'))
  })
})

describe('start_server', () => {
  onLinux('with auto_open_webbrowser opens the page', async () => {
    using folder = folderWith({
      'app.mjs': `import { start_server } from '@webio/core/server'
        await start_server(() => {}, { port: 0, auto_open_webbrowser: true })`,
    })
    const browser = browserIn(folder)
    await using server = TestProcess.node(folder.path, ['app.mjs'], browser.env)
    expect(await browser.opened()).toBe(await server.url())
  })
})
