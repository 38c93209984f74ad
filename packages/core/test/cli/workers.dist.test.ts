import { get } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from '@jest/globals'
import { viewOf } from '../bridge/shared-session'
import type { Wire } from '../bridge/socket-page'
import { SocketPage } from '../bridge/socket-page'
import { signalProcess } from '../support/signal-process'
import { folderWith, TestProcess } from './webio-process'

// Several processes start, and the machine may be busy.
jest.setTimeout(120_000)

/** Shows its process and the messages that it receives in a room, including those of its visitor. */
const CHAT = `
import { hold, input, join_room, on_message, put_text, room, run_async } from '@webio/core'
export default async function chat() {
  put_text(String(process.pid))
  join_room('chat')
  on_message('chat', (text) => put_text(String(text)))
  run_async(async () => {
    for (;;) room('chat').send(await input('Message'))
  })
  await hold()
}
`

async function pages(url: string, wires: readonly Wire[]): Promise<SocketPage[]> {
  const all = wires.map((wire) => new SocketPage(url, wire))
  // Like a browser page, and unlike Socket.IO's client.
  for (const { socket } of all)
    socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') socket.connect()
    })
  await Promise.all(
    all.map((page) => page.until(() => page.texts.length > 0 && page.session.tree.forms.size > 0)),
  )
  return all
}

/** Checks that a message of one page reaches all of them. */
async function talk(all: readonly SocketPage[], text: string): Promise<void> {
  const [first] = all
  await first?.submit({ data: text })
  await Promise.all(all.map((page) => page.until(() => page.texts.includes(text))))
}

/**
 * Sends a message from each page, which its own session receives, no matter which worker has it. Other
 * sessions may miss it while they move.
 */
async function speak(all: readonly SocketPage[], text: string): Promise<void> {
  await Promise.all(
    all.map(async (page, i) => {
      await page.submit({ data: `${text} ${i}` })
      await page.until(() => page.texts.includes(`${text} ${i}`))
    }),
  )
  for (const [i, { texts }] of all.entries())
    expect(texts.filter((one) => one === `${text} ${i}`)).toHaveLength(1)
}

describe('webio FILE --workers N', () => {
  it('serves with several processes, and its durable sessions survive the death of a worker and the replacement of all workers', async () => {
    using folder = folderWith({ 'chat.ts': CHAT })
    const args = ['chat.ts', '--workers', '2', '--port', '0', '--durable', 'sessions']
    await using webio = TestProcess.webio(folder.path, args)
    await webio.says(/2 workers serve/)
    const url = await webio.url()
    // Connections go to the workers in turn, and so do the polls of a page.
    const all = await pages(url, ['websocket', 'polling', 'upgraded', 'polling', 'websocket', 'polling'])
    const before = all.map((page) => page.texts[0] ?? '')
    expect(new Set(before).size).toBe(2)
    await talk(all, 'hello')

    // If a worker dies as it receives a connection, nobody notices, so polling pages leave first.
    const staying = all.filter((_, i) => i % 2 === 0)
    for (const page of all.filter((_, i) => i % 2 === 1)) await page[Symbol.asyncDispose]()
    const [dead = ''] = before
    process.kill(Number(dead), 'SIGKILL')
    await webio.says(new RegExp(`worker ${dead} has died \\(SIGKILL\\)\\. Another one starts\\.`))
    await Promise.all(staying.map((page) => page.until(() => page.texts[0] !== dead)))
    await speak(staying, 'still here')

    webio.kill('SIGHUP')
    await webio.says(/all workers were replaced/)
    await Promise.all(staying.map((page) => page.until(() => !before.includes(page.texts[0] ?? ''))))
    await speak(staying, 'and again')
    for (const page of staying) await page[Symbol.asyncDispose]()

    webio.kill('SIGINT')
    expect(await webio.ended()).toBe(0)
    expect(webio.output.match(/listening on/g)).toHaveLength(1)
  })

  it('answers with metrics that are the sums over all workers', async () => {
    using folder = folderWith({ 'chat.ts': CHAT })
    await using webio = TestProcess.webio(folder.path, ['chat.ts', '--workers', '2', '--port', '0'])
    await webio.says(/2 workers serve/)
    const url = await webio.url()
    const all = await pages(url, ['websocket', 'websocket', 'websocket'])
    expect(new Set(all.map(({ texts }) => texts[0])).size).toBe(2)
    // Each request goes to another worker.
    for (let i = 0; i < 2; i++) {
      const metrics = await textOf(`${url}-/metrics`)
      expect(metrics).toMatch(/^webio_sessions\{app="\w+",state="open"\} 3$/m)
      expect(metrics).toMatch(/^webio_sessions_opened_total\{app="\w+"\} 3$/m)
    }
    for (const page of all) await page[Symbol.asyncDispose]()
  })

  it("keeps the original code for sessions with `on_new_code: 'keep'` until they end", async () => {
    const app = (name: string) => `
import { input, put_text } from '@webio/core'
import { config } from '@webio/core/server'
export default config({ durable: { on_new_code: 'keep' } }, async () => {
  put_text('${name} ' + process.pid)
  put_text('${name} goes on', await input('Name'))
  await input('End')
})`
    using folder = folderWith({ 'app.ts': app('old') })
    const args = ['app.ts', '--workers', '1', '--port', '0', '--durable', 'sessions']
    await using webio = TestProcess.webio(folder.path, args)
    await webio.says(/1 worker serves/)
    const [kept] = await pages(await webio.url(), ['websocket'])
    const [, pid = ''] = kept?.texts[0]?.split(' ') ?? []
    folder.write('app.ts', app('new'))
    webio.kill('SIGHUP')
    await webio.says(new RegExp(`worker ${pid} stays until its sessions have ended`))
    await webio.says(/all workers were replaced/)
    const after = await pages(await webio.url(), ['websocket', 'polling'])
    for (const { texts } of after) expect(texts[0]).toMatch(/^new/)
    for (const page of after) await page[Symbol.asyncDispose]()
    await kept?.submit({ data: 'Ann' })
    await kept?.until(() => kept.texts.some((text) => text.startsWith('old goes on')))
    await kept?.submit({ data: '' })
    await kept?.until(() => kept.session.tree.closed)
    while (signalProcess(Number(pid), 0)) await new Promise((wait) => setTimeout(wait, 50))
    await kept?.[Symbol.asyncDispose]()
    expect(webio.output).not.toMatch(/has died|Another one starts/)
  })

  it.each([
    ['a file that cannot be loaded', ['broken.ts', '--workers', '2'], /broken\.ts/],
    [
      'a script',
      ['script.ts', '--workers', '2'],
      /script\.ts uses the page at its top level.*leave out --workers/,
    ],
    [
      'no number',
      ['a.ts', '--workers', 'many'],
      /--workers must be a whole number from 1 to 256, not "many"/,
    ],
    ['a number out of range', ['a.ts', '--workers', '0'], /--workers must be a whole number from 1 to 256/],
    ['--watch', ['a.ts', '--workers', '2', '--watch'], /leave out --workers while you edit/],
    [
      '--remote-access',
      ['a.ts', '--workers', '2', '--remote-access'],
      /--remote-access leads to one process/,
    ],
  ])('ends with an error for %s', async (_, args, says) => {
    using folder = folderWith({
      'broken.ts': `throw new Error('broken')`,
      'script.ts': `import { put_text } from '@webio/core'; put_text('hi')`,
      'a.ts': CHAT,
    })
    await using webio = TestProcess.webio(folder.path, [...args, '--port', '0'])
    expect(await webio.ended()).toBe(1)
    expect(webio.output).toMatch(says)
    expect(webio.output).not.toContain('Another one starts')
  })
})

describe('a shared session of webio FILE --workers N', () => {
  it('moves from a page at one worker to a page at another one, while others watch it at any worker', async () => {
    using folder = folderWith({
      'claim.ts': `
import { input, put_text, share } from '@webio/core'
export default async function claim() {
  put_text(String(process.pid))
  put_text((await share({ role: 'driver' })).id)
  put_text((await share()).id)
  for (;;) put_text(await input('Text'))
}`,
    })
    await using webio = TestProcess.webio(folder.path, ['claim.ts', '--workers', '2', '--port', '0'])
    await webio.says(/2 workers serve/)
    const url = await webio.url()
    await using ada = new SocketPage(url, 'websocket')
    await ada.form()
    await ada.until(() => ada.texts.length === 3)
    const [, driver = '', observer = ''] = ada.texts
    // Connections go to the workers in turn, so some of these pages are at the other worker.
    const watching = (['websocket', 'polling', 'upgraded', 'websocket'] as const).map(
      (wire) => new SocketPage(url, wire, { view: viewOf({ id: observer }) }),
    )
    const shows = (page: SocketPage, text: string) => page.until(() => page.texts.at(-1) === text)
    await Promise.all(watching.map((page) => page.form()))
    for (const text of ['one', 'two']) {
      await using bob = new SocketPage(url, 'websocket', { view: viewOf({ id: driver }) })
      await bob.until(() => bob.session.status === 'open' && bob.session.role === 'driver')
      await bob.submit({ data: text })
      await Promise.all([ada, bob, ...watching].map((page) => shows(page, text)))
    }
    for (const page of watching) await page[Symbol.asyncDispose]()
    expect(webio.output).not.toMatch(/error/i)
  })
})

describe('a worker of webio FILE --workers N that is killed', () => {
  it('closes connections that it was handed and has not taken, and its pages learn that their sessions are gone', async () => {
    using folder = folderWith({
      'busy.ts': `
import { input, put_text } from '@webio/core'
export default async function busy() {
  put_text(String(process.pid))
  await input('Go')
  console.log('It is busy.')
  for (;;);
}`,
    })
    await using webio = TestProcess.webio(folder.path, ['busy.ts', '--workers', '2', '--port', '0'])
    await webio.says(/2 workers serve/)
    const url = await webio.url()
    await using page = new SocketPage(url, 'websocket')
    const pid = Number(await page.until(() => page.texts[0]))
    await page.submit({ data: '' })
    // The page has its answer before the loop starts, and the worker still takes connections in between.
    await webio.says(/It is busy/)
    // The other worker answers every request except the one that was handed to this worker.
    let answered = 0
    let tell = (): void => {}
    const others = new Promise<void>((resolve) => (tell = resolve))
    const asked = Array.from({ length: 6 }, async () => {
      const status = await statusOf(`${url}-/live`)
      if (++answered === 5) tell()
      return status
    })
    await others
    process.kill(pid, 'SIGKILL')
    const statuses = await Promise.all(asked)
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(5)
    expect(statuses).toHaveLength(6)
    await page.until(() => page.session.status === 'closed')
    expect(page.session.failure).toBe('session_gone')
  })
})

/** A response over a separate connection. */
function textOf(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => resolve(text(response))).once('error', reject)
  })
}

/**
 * The status of a response over a separate connection, or `cut` if the connection ends without a response.
 */
function statusOf(url: string): Promise<number | string> {
  return new Promise((resolve) => {
    const asked = get(url, { agent: false }, (response) => resolve(response.resume().statusCode ?? 0))
    asked.once('error', () => resolve('cut'))
  })
}
