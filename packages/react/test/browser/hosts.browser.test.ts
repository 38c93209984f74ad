import { io } from 'socket.io-client'
import { clientOptions } from '../../../core/test/bridge/socket-page'
import { chromiumOfFile, NETWORK_NOISE } from './chromium'
import type { Host } from './hosts'
import {
  behindNginx,
  elsewhere,
  example,
  fileServed,
  folderServed,
  handlerBehindNginx,
  plainPage,
  viteSite,
} from './hosts'
import { missingNginx } from './nginx'
import { eventually, textsOf, untilStatus } from './page-tools'

const chromium = chromiumOfFile()

/** docs/hosting.md: what is run in front of a browser, each as a process of its own. */
const HOSTS: readonly [name: string, start: () => Promise<Host>, transport?: 'polling'][] = [
  ['webio FILE', fileServed],
  ['webio FOLDER', folderServed],
  ['plain http', () => example('http')],
  ['Express', () => example('express')],
  ['Fastify', () => example('fastify')],
  ['Koa', () => example('koa')],
  ['Hono', () => example('hono')],
  ['a page of another host', elsewhere],
  ['a page without React', plainPage],
  ['a Vite site', viteSite],
]

const BEHIND_NGINX: typeof HOSTS = [
  ['at the root', () => behindNginx({ location: '/' })],
  ['under a path that it cuts off', () => behindNginx({})],
  ['under a path, for a handler in another server', handlerBehindNginx],
  ['with TLS', () => behindNginx({ tls: true })],
  ['that does not pass upgrades on', () => behindNginx({ upgrades: false }), 'polling'],
]

const noNginx = missingNginx()
if (noNginx !== null) console.warn(`Tests behind nginx are skipped. ${noNginx}`)

describe.each(HOSTS)('%s', (_name, start) => visit(start))

const whereItIs = noNginx === null ? describe : describe.skip
whereItIs.each(BEHIND_NGINX)('nginx %s', (_name, start, transport) => visit(start, transport))

/** One visit, as a person pays it. */
function visit(start: () => Promise<Host>, transport?: 'polling'): void {
  it('shows the task, asks, keeps the session over a reload, and leaves the rest of the site alone', async () => {
    await using host = await start()
    if (transport) chromium.expectProblem(NETWORK_NOISE) // The page tries WebSocket first, in vain.
    const page = await (await chromium.context({ ignoreHTTPSErrors: true })).newPage()
    const sockets: string[] = []
    page.on('websocket', (socket) => sockets.push(new URL(socket.url()).pathname))
    await page.goto(host.page)
    await page.getByLabel('Name').fill('Ada')
    await page.reload()
    await untilStatus(page, 'open')
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada')
    expect(await textsOf(page)).toEqual(['What a day'])
    await page.getByRole('button', { name: 'Submit' }).click()
    await eventually(async () => expect(await textsOf(page)).toEqual(['What a day', 'Hello Ada']))
    // One for each time that the page was loaded. A refused one is opened, too, for Chromium.
    expect(sockets.filter((path) => path.endsWith('/io'))).toHaveLength(2)

    if (host.route) expect(await (await fetch(host.route.url)).text()).toBe(host.route.text)
    if (host.otherSocket !== undefined)
      expect(await greetingOf(host.otherSocket)).toBe('the site’s own socket')
  })
}

/** What the Socket.IO of the site's own says. */
async function greetingOf(url: string): Promise<unknown> {
  const socket = io(url, { ...clientOptions('websocket', '/socket.io'), addTrailingSlash: true })
  try {
    return await new Promise((resolve) => socket.once('greeting', resolve))
  } finally {
    socket.disconnect()
  }
}
