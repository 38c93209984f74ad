import { io } from 'socket.io-client'
import { clientOptions } from '../../../core/test/bridge/socket-page'
import { chromiumOfFile } from './chromium'
import type { Host } from './hosts'
import { elsewhere, example, fileServed, folderServed } from './hosts'
import { eventually, textsOf, untilStatus } from './page-tools'

const chromium = chromiumOfFile()

/** docs/hosting.md: what is run in front of a browser, each as a process of its own. */
const HOSTS: readonly [name: string, start: () => Promise<Host>][] = [
  ['webio FILE', fileServed],
  ['webio FOLDER', folderServed],
  ['plain http', () => example('http')],
  ['Express', () => example('express')],
  ['Fastify', () => example('fastify')],
  ['Koa', () => example('koa')],
  ['Hono', () => example('hono')],
  ['a page of another host', elsewhere],
]

describe.each(HOSTS)('%s', (_name, start) => {
  it('shows the task, asks, keeps the session over a reload, and leaves the rest of the site alone', async () => {
    await using host = await start()
    const page = await (await chromium.context()).newPage()
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
    expect(sockets.filter((path) => path.endsWith('/io'))).toHaveLength(2)

    if (host.route) expect(await (await fetch(host.route.url)).text()).toBe(host.route.text)
    if (host.otherSocket !== undefined)
      expect(await greetingOf(host.otherSocket)).toBe('the site’s own socket')
  })
})

/** What the Socket.IO of the site's own says. */
async function greetingOf(url: string): Promise<unknown> {
  const socket = io(url, { ...clientOptions('websocket', '/socket.io'), addTrailingSlash: true })
  try {
    return await new Promise((resolve) => socket.once('greeting', resolve))
  } finally {
    socket.disconnect()
  }
}
