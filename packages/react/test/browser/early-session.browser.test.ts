import { early, entry } from '@webio/react/page'
import type { Page, WebSocket } from 'playwright-core'
import type { JsonObject, ShareLink } from '@webio/core'
import { hold, info, put_text, share } from '@webio/core'
import { tcpProxy } from '../../../core/test/bridge/tcp-proxy'
import { chromiumOfFile, NETWORK_NOISE } from './chromium'
import { deferred, eventually, untilStatus, untilTexts } from './page-tools'
import { ENDPOINT, startSite } from './site'
import { swallowingProxy } from './swallowing-proxy'

const chromium = chromiumOfFile()

/** A task that counts its runs. */
function counting(): { runs: number; readonly task: (params: JsonObject) => Promise<void> } {
  const counter = {
    runs: 0,
    task(params: JsonObject): Promise<void> {
      put_text(`run ${++counter.runs} with ${JSON.stringify(params)}`)
      return hold()
    },
  }
  return counter
}

/** Opens the address in a new page, whose code arrives on request. Only the modules that connect arrive at once. */
async function openWithoutCode(
  address: string,
): Promise<{ page: Page; welcome: Promise<void>; arrive(): void }> {
  const page = await (await chromium.context()).newPage()
  const [ready, welcome] = [deferred(), deferred()]
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).includes('"welcome"')) welcome.resolve()
    }),
  )
  await page.route(`**/${entry}`, async (route) => {
    await ready.promise
    await route.continue()
  })
  await page.goto(address, { waitUntil: 'commit' })
  return { page, welcome: welcome.promise, arrive: ready.resolve }
}

it('starts a new session while the code of the page is on its way, and runs the task once', async () => {
  const counter = counting()
  await using site = await startSite(chromium, counter.task)
  const { page, arrive } = await openWithoutCode(`${site.page}?of=Ada&webio_endpoint=${ENDPOINT}`)
  await eventually(() => expect(counter.runs).toBe(1))
  arrive()
  await untilTexts(page, ['run 1 with {"of":"Ada"}'])
  await page.reload()
  await untilTexts(page, ['run 1 with {"of":"Ada"}'])
  expect(site.sessions()).toHaveLength(1)
})

it('resumes this session if the connection is lost before the code arrives', async () => {
  chromium.expectProblem(NETWORK_NOISE)
  const counter = counting()
  await using site = await startSite(chromium, counter.task)
  await using proxy = await tcpProxy(site.port)
  const { page, welcome, arrive } = await openWithoutCode(proxy.url + ENDPOINT.slice(1))
  await welcome
  proxy.cut()
  await eventually(() => expect(site.sessions()[0]?.state.name).toBe('detached'))
  proxy.mend()
  arrive()
  await untilTexts(page, ['run 1 with {}'])
  await untilStatus(page, 'open')
  expect(site.sessions()).toHaveLength(1)
})

it('starts none for a page that shows somebody else’s session', async () => {
  const counter = counting()
  const { promise: link, resolve } = deferred<ShareLink>()
  await using site = await startSite(chromium, async (params) => {
    resolve(await share())
    return counter.task(params)
  })
  await untilTexts(await chromium.open(site.page), ['run 1 with {}'])
  await untilTexts(await chromium.open((await link).url), ['run 1 with {}'])
  expect([counter.runs, site.sessions().length]).toEqual([1, 1])
})

/** The WebSockets of a page. */
function socketsOf(page: Page): readonly WebSocket[] {
  const sockets: WebSocket[] = []
  page.on('websocket', (socket) => sockets.push(socket))
  return sockets
}

it('opens the WebSocket while the code that uses it is on its way, and no other', async () => {
  await using site = await startSite(chromium, () => {
    put_text(info.protocol)
    return hold()
  })
  const page = await (await chromium.context()).newPage()
  const sockets = socketsOf(page)
  const opened = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'))
  await page.route(`**/${early}`, async (route) => {
    await opened
    await route.continue()
  })
  await page.goto(site.page, { waitUntil: 'commit' })
  await untilTexts(page, ['websocket'])
  expect(sockets).toHaveLength(1)
})

it('uses long-polling if the WebSocket is refused, and tries none again', async () => {
  chromium.expectProblem(NETWORK_NOISE)
  const show = () => {
    put_text(info.protocol)
    return hold()
  }
  await using site = await startSite(chromium, show, { transports: ['polling'] })
  const page = await (await chromium.context()).newPage()
  const sockets = socketsOf(page)
  // A page for an endpoint with another name does not know which transports it accepts.
  await page.goto(`${site.page}?webio_endpoint=${ENDPOINT}/`, { waitUntil: 'commit' })
  await untilTexts(page, ['polling'])
  expect(sockets).toHaveLength(1)
})

it('uses long-polling if WebSockets are swallowed, and at once after a reload', async () => {
  chromium.expectProblem(NETWORK_NOISE)
  await using site = await startSite(chromium, () => {
    put_text(info.protocol)
    return hold()
  })
  await using proxy = await swallowingProxy(site.port)
  const page = await (await chromium.context()).newPage()
  const sockets = socketsOf(page)
  /** Those that do not belong to a long-polling connection, which tries to upgrade. */
  const first = (): number => sockets.filter((socket) => !socket.url().includes('sid=')).length
  await page.goto(proxy.url + ENDPOINT.slice(1), { waitUntil: 'commit' })
  await untilTexts(page, ['polling'])
  expect(first()).toBe(1)
  await page.reload()
  await untilTexts(page, ['polling'])
  expect(first()).toBe(1)
})
