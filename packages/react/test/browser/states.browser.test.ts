import type { Locator, Page } from 'playwright-core'
import type { TaskFunction } from '@webio/core'
import { hold, input, put_text } from '@webio/core'
import { SocketPage } from '../../../core/test/bridge/socket-page'
import { tcpProxy } from '../../../core/test/bridge/tcp-proxy'
import { freePort } from '../../../core/test/support/free-port'
import { expectAccessible } from './axe'
import type { HostFiles } from './bundle'
import { bundlePage, hostDocument } from './bundle'
import { chromiumOfFile, NETWORK_NOISE } from './chromium'
import { untilStatus, untilTexts } from './page-tools'
import type { Site, SiteOptions } from './site'
import { ENDPOINT, startSite } from './site'

const chromium = chromiumOfFile()
beforeEach(() => chromium.expectProblem(NETWORK_NOISE))

const LINE = 'Connection lost. Reconnecting…'

const greet = async (): Promise<void> => {
  put_text('hi')
  put_text(`Hello ${await input('Name')}`)
  return hold()
}

let files: HostFiles
beforeAll(async () => {
  files = await bundlePage('wire')
})

/** The site's own page at `/` contains the application; the stand-alone page is at `/webio`. */
function startWith(options: SiteOptions = {}, task: TaskFunction = greet): Promise<Site> {
  const document = () =>
    hostDocument('wire', files, '<main><h1>Host</h1><div id="root"></div><p>below</p></main>')
  return startSite(chromium, task, { host: { files, document }, ...options })
}

const noticeOf = (page: Page): Locator => page.locator('.webio-notice')

/** Waits for a notice with this sentence and this action. */
async function expectNotice(page: Page, sentence: string, action: string): Promise<void> {
  await noticeOf(page).getByText(sentence).waitFor()
  await expectAccessible(page)
  await noticeOf(page).getByRole('button', { name: action }).click()
}

const PLACES = [
  ['embedded', ''],
  ['stand-alone', ENDPOINT.slice(1)],
] as const
const LOOKS = [
  { viewport: { width: 1280, height: 700 }, colorScheme: 'light' },
  { viewport: { width: 390, height: 700 }, colorScheme: 'dark' },
] as const

describe.each(PLACES)('the connection as a person sees it, %s', (_, path) => {
  it('shows a spinner while connecting, nothing during a short loss, and a thin line with a sentence during a longer one', async () => {
    for (const look of LOOKS) {
      await using site = await startWith()
      await using proxy = await tcpProxy(site.port)
      const page = await (await chromium.context(look)).newPage()
      let isMute = true
      await page.routeWebSocket(/\/io/, (socket) => void (isMute || socket.connectToServer()))
      await page.goto(proxy.url + path)
      await page.getByRole('status').filter({ hasText: 'Connecting…' }).waitFor({ state: 'attached' })
      await expectAccessible(page)
      isMute = false
      await page.reload()
      await page.getByLabel('Name').fill('Ada')

      const before = await shapeOf(page)
      const waits = await watchLine(page)
      proxy.cut()
      await untilStatus(page, 'reconnecting')
      expect(await shapeOf(page)).toEqual(before)
      proxy.mend()
      await untilStatus(page, 'open')

      proxy.cut()
      const line = page.locator('.webio-reconnecting')
      await line.getByText(LINE).waitFor()
      // At the top of the component, which on the stand-alone page is the top of the viewport.
      const root = await page.locator('.webio').boundingBox()
      expect(await line.boundingBox()).toMatchObject({ x: root?.x, y: root?.y, width: root?.width })
      expect((await line.getByText(LINE).boundingBox())?.height).toBeLessThan(40)
      expect(await shapeOf(page)).toEqual(before)
      await expectAccessible(page)
      // Not at once: the line comes a second after the cut, as the page notices it.
      const seen = await waits()
      expect(seen).not.toEqual([])
      expect(Math.min(...seen)).toBeGreaterThan(500)
      proxy.mend()
      await untilStatus(page, 'open')
      await line.waitFor({ state: 'detached' })
      expect(await page.getByLabel('Name').inputValue()).toBe('Ada')
    }
  })

  it('explains what happened when the session is taken over, expires or is shut down, and offers to start again', async () => {
    const site = await startWith({ port: await freePort() })
    const page = await chromium.open(site.url + path, LOOKS[1])
    await page.getByLabel('Name').waitFor()
    const [{ id, secret } = { id: '', secret: '' }] = site.sessions()
    await using _other = new SocketPage(site.url, 'websocket', {
      path: `${ENDPOINT}/io`,
      ticket: { session: id, secret },
    })
    await expectNotice(page, 'This session was opened in another window.', 'Start again')
    await untilTexts(page, ['hi'])
    expect(site.sessions()).toHaveLength(2)

    void site.sessions().at(-1)?.close('expired')
    await expectNotice(page, 'This session has expired.', 'Start again')
    await page.getByLabel('Name').fill('Ada')
    await page.getByRole('button', { name: 'Submit' }).click()
    await untilTexts(page, ['hi', 'Hello Ada'])

    await site.close()
    await expectNotice(page, 'The server was shut down, and this session has ended.', 'Start again')
    await noticeOf(page).getByText('Failed to connect to the server.').waitFor()
    await using _again = await startWith({ port: site.port })
    await untilTexts(page, ['hi'])
    expect(await noticeOf(page).count()).toBe(0)
  })

  it('continues with the new code after the server is replaced, without mentioning the old code', async () => {
    const old = await startWith({ port: await freePort() })
    const page = await chromium.open(old.url + path)
    await page.getByLabel('Name').waitFor()
    await old.handler.close({ replaced: true })
    await old.close()
    await using _new = await startWith({ port: old.port }, () => (put_text('new code'), hold()))
    await untilTexts(page, ['new code'])
    await untilStatus(page, 'open')
    expect(await noticeOf(page).count()).toBe(0)
  })

  it('reports a full server, and connects when there is room', async () => {
    await using site = await startWith({ max_sessions: 1 })
    const first = await chromium.open(site.url + path)
    await first.getByLabel('Name').waitFor()
    chromium.expectProblem(/refused a page at .*: server_full/)
    const second = await chromium.open(site.url + path, LOOKS[1])
    await expectNotice(second, 'The server is full. Please try again later.', 'Try again')
    await noticeOf(second).waitFor()
    await site.sessions()[0]?.close('left')
    await noticeOf(second).getByRole('button', { name: 'Try again' }).click()
    await untilTexts(second, ['hi'])
  })

  it('reports a refusal, and asks again', async () => {
    let isKnown = false
    // The page itself is admitted, so a person who is logged out can see that.
    const authorize = ({ url }: { url: string }) => (isKnown || !url.includes('/io') ? 'somebody' : null)
    await using site = await startWith({ authorize })
    chromium.expectProblem(/authorize refused/)
    const page = await chromium.open(site.url + path, LOOKS[1])
    await noticeOf(page).getByText('You are not allowed to use this application.').waitFor()
    isKnown = true
    await expectNotice(page, 'You are not allowed to use this application.', 'Try again')
    await untilTexts(page, ['hi'])
  })
})

/** The positions of everything that a line must not move. */
function shapeOf(page: Page): Promise<unknown> {
  return page
    .locator('.webio-body :is([data-webio-output], form, input, button)')
    .evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())))
}

/** Records from now on how many milliseconds after each loss of the connection the line appears. */
async function watchLine(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const waits: number[] = []
    let lostAt = 0
    let wasLost = false
    let wasSaid = false
    Object.assign(window, { waits })
    new MutationObserver(() => {
      const isLost = document.querySelector('.webio[data-webio-status="reconnecting"]') !== null
      if (isLost && !wasLost) lostAt = performance.now()
      wasLost = isLost
      const isSaid = Boolean(document.querySelector('.webio-reconnecting')?.textContent)
      if (isSaid && !wasSaid) waits.push(performance.now() - lostAt)
      wasSaid = isSaid
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  })
  return () => page.evaluate(() => (window as unknown as { waits: number[] }).waits)
}
