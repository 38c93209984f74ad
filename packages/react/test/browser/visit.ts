import { io } from 'socket.io-client'
import { clientOptions } from '../../../core/test/bridge/socket-page'
import type { Chromium } from './chromium'
import { NETWORK_NOISE } from './chromium'
import type { Host } from './hosts'
import { eventually, textsOf, untilStatus } from './page-tools'

const USUAL_PATIENCE_MS = 30_000

/**
 * A person's visit, the same for every host: the page shows the task, asks, keeps the session across a
 * reload, and does not affect the rest of the site.
 * @param transport given if a WebSocket cannot get through
 */
export async function visit(chromium: Chromium, host: Host, transport?: 'polling'): Promise<void> {
  if (transport) chromium.expectProblem(NETWORK_NOISE) // The page first tries a WebSocket, which fails.
  // A connection attempt may time out before the server has compiled what it needs. It is then repeated.
  const isCompiled = host.patienceMs !== undefined
  if (isCompiled) chromium.expectProblem(NETWORK_NOISE)
  const context = await chromium.context({ ignoreHTTPSErrors: true })
  const page = await context.newPage()
  page.setDefaultTimeout(host.patienceMs ?? USUAL_PATIENCE_MS)
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
  // One connection for each load of the page. For Chromium, a refused one also counts as opened.
  const connections = sockets.filter((path) => path.endsWith('/io')).length
  if (isCompiled) expect(connections).toBeGreaterThanOrEqual(2)
  else expect(connections).toBe(2)
  await context.close()

  if (host.route) expect(await (await fetch(host.route.url)).text()).toBe(host.route.text)
  if (host.otherSocket !== undefined) expect(await greetingOf(host.otherSocket)).toBe('the site’s own socket')
}

/** The greeting of the site's own Socket.IO. */
async function greetingOf(url: string): Promise<unknown> {
  const socket = io(url, { ...clientOptions('websocket', '/socket.io'), addTrailingSlash: true })
  try {
    return await new Promise((resolve) => socket.once('greeting', resolve))
  } finally {
    socket.disconnect()
  }
}
