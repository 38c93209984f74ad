import type { Page } from 'playwright-core'
import { defer_call, hold, input, put_link, put_text, SessionClosedException } from '@webio/core'
import { tcpProxy } from '../../../core/test/bridge/tcp-proxy'
import { freePort } from '../../../core/test/support/free-port'
import type { HostFiles } from './bundle'
import { bundlePage, hostDocument } from './bundle'
import { chromiumOfFile, NETWORK_NOISE } from './chromium'
import { deferred, eventually, returnAfterCut, untilStatus, untilTexts } from './page-tools'
import { ENDPOINT, startSite } from './site'

const chromium = chromiumOfFile()

let files: HostFiles
beforeAll(async () => {
  files = await bundlePage('embed')
})

/** Shows the number of the session, and asks. */
function numbered(): () => Promise<void> {
  let sessions = 0
  return async () => {
    put_text(`session ${++sessions}`)
    put_text(`Hello ${await input('Name')}`)
    return hold()
  }
}

describe('a session belongs to its tab', () => {
  it('is not shared with a second tab', async () => {
    await using site = await startSite(chromium, numbered())
    const context = await chromium.context()
    const [one, two] = [await context.newPage(), await context.newPage()]
    await one.goto(site.page)
    await untilTexts(one, ['session 1'])
    await two.goto(site.page)
    await untilTexts(two, ['session 2'])
    await one.reload()
    await untilTexts(one, ['session 1'])
    expect(site.sessions()).toHaveLength(2)
  })

  it('is not shared with a duplicated tab, even though it has a copy of the storage', async () => {
    await using site = await startSite(chromium, numbered())
    const page = await chromium.open(site.page)
    await untilTexts(page, ['session 1'])
    await page.getByLabel('Name').fill('Ada')
    await page.evaluate(() => sessionStorage.setItem('copied', 'too'))
    const opened = page.context().waitForEvent('page')
    await page.evaluate(() => void window.open(location.href))
    const copy = await opened
    await untilTexts(copy, ['session 2'])
    expect(await copy.evaluate(() => sessionStorage.getItem('copied'))).toBe('too')
    expect(await copy.getByLabel('Name').inputValue()).toBe('')
    expect(await page.locator('.webio').getAttribute('data-webio-status')).toBe('open')

    // From now on each has its own, even after a reload.
    await Promise.all([page.reload(), copy.reload()])
    await untilTexts(page, ['session 1'])
    await untilTexts(copy, ['session 2'])
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada')
    expect(site.sessions()).toHaveLength(2)
  })

  it('is resumed by going back', async () => {
    const index = async (): Promise<void> => {
      put_text('index')
      put_link('Other', { app: 'other' })
      put_text(`Hello ${await input('Name')}`)
      return hold()
    }
    const other = (): Promise<void> => {
      put_text('other')
      return hold()
    }
    await using site = await startSite(chromium, { index, other })
    const page = await chromium.open(site.page)
    await page.getByLabel('Name').fill('Ada')
    const [session] = site.sessions()
    await page.getByRole('link', { name: 'Other' }).click()
    await untilTexts(page, ['other'])
    expect(page.url()).toContain('app=other')
    await page.goBack()
    await untilTexts(page, ['index'])
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada')
    await page.getByRole('button', { name: 'Submit' }).click()
    await untilTexts(page, ['index', 'Hello Ada'])
    expect(site.sessions().filter(({ app }) => app === 'index')).toEqual([session])
    await page.goForward()
    await untilTexts(page, ['other'])
    expect(site.sessions()).toHaveLength(2)
  })
})

describe('a session ends', () => {
  /** A task that reports how it ended. */
  function watched() {
    const thrown = deferred<unknown>()
    const ran = deferred<string>()
    const task = async (): Promise<void> => {
      defer_call(() => ran.resolve('deferred'))
      put_text('hi')
      try {
        await input('Name')
      } catch (error) {
        thrown.resolve(error)
        throw error
      }
    }
    return { task, thrown: thrown.promise, ran: ran.promise }
  }

  it('at once when its component is unmounted', async () => {
    const { task, thrown, ran } = watched()
    const quiet = (): Promise<void> => hold()
    // A session is kept this long for a page that might return.
    await using site = await startSite(
      chromium,
      { first: task, second: quiet, third: quiet },
      { reconnect_timeout: 600, host: { files, document: () => hostDocument('embed', files) } },
    )
    const page = await chromium.open(site.url)
    await page.getByLabel('Name').waitFor()
    await page.evaluate(() => (window as unknown as { host: { show(on: boolean): void } }).host.show(false))
    expect(await ran).toBe('deferred')
    expect(await thrown).toBeInstanceOf(SessionClosedException)
    await eventually(() => expect(site.sessions()).toEqual([]))
  })

  it('some time after its tab is closed', async () => {
    const { task, thrown, ran } = watched()
    await using site = await startSite(chromium, task, { reconnect_timeout: 1 })
    const page = await chromium.open(site.page)
    await page.getByLabel('Name').waitFor()
    // Watched from before, because the state is short-lived.
    const detached = eventually(() =>
      expect(site.sessions().map(({ state }) => state.name)).toEqual(['detached']),
    )
    await page.close()
    await detached
    expect(await ran).toBe('deferred')
    expect(await thrown).toBeInstanceOf(SessionClosedException)
    await eventually(() => expect(site.sessions()).toEqual([]))
  })

  it('but not if its tab returns in time', async () => {
    const { task, ran } = watched()
    let hasEnded = false
    void ran.then(() => (hasEnded = true))
    await using site = await startSite(chromium, task, { reconnect_timeout: 600 })
    const page = await chromium.open(site.page)
    await page.getByLabel('Name').waitFor()
    await page.goto('about:blank')
    await eventually(() => expect(site.sessions()[0]?.state.name).toBe('detached'))
    await page.goBack()
    await page.getByLabel('Name').waitFor()
    await eventually(() => expect(site.sessions()[0]?.state.name).toBe('open'))
    expect(hasEnded).toBe(false)
  })
})

describe('a restarting server', () => {
  const expectStartAgain = async (page: Page, sentence = 'This session has ended.'): Promise<void> => {
    const notice = page.getByRole('status').filter({ hasText: sentence })
    await notice.waitFor()
    await untilStatus(page, 'closed')
    await notice.getByRole('button', { name: 'Start again' }).click()
    await untilStatus(page, 'open')
    await untilTexts(page, ['session 1'])
    await notice.waitFor({ state: 'detached' })
    await page.getByLabel('Name').fill('Ada')
    await page.getByRole('button', { name: 'Submit' }).click()
    await untilTexts(page, ['session 1', 'Hello Ada'])
  }

  it('says goodbye: the page reports that the session has ended, and starts a new one on request', async () => {
    chromium.expectProblem(NETWORK_NOISE)
    const old = await startSite(chromium, numbered(), { port: await freePort() })
    const page = await chromium.open(old.page)
    await untilTexts(page, ['session 1'])
    await old.close()
    await using _ = await startSite(chromium, numbered(), { port: old.port })
    await expectStartAgain(page, 'The server was shut down, and this session has ended.')
  })

  it('disappears silently: the page finds out when the server is back', async () => {
    chromium.expectProblem(NETWORK_NOISE)
    const old = await startSite(chromium, numbered(), { port: await freePort() })
    await using proxy = await tcpProxy(old.port)
    const page = await chromium.open(`${proxy.url}${ENDPOINT.slice(1)}`)
    await untilTexts(page, ['session 1'])
    proxy.cut()
    await untilStatus(page, 'reconnecting')
    await old.close()
    await using _ = await startSite(chromium, numbered(), { port: old.port })
    proxy.mend()
    await expectStartAgain(page)
  })

  it('is gone while the page is away: a new session starts silently', async () => {
    chromium.expectProblem(NETWORK_NOISE)
    const old = await startSite(chromium, numbered(), { port: await freePort() })
    await using proxy = await tcpProxy(old.port)
    const page = await chromium.open(`${proxy.url}${ENDPOINT.slice(1)}`)
    await page.getByLabel('Name').fill('Ada')
    proxy.cut()
    await untilStatus(page, 'reconnecting')
    await old.close()
    await using site = await startSite(chromium, numbered(), { port: old.port })
    // The new page finds the ticket of a session that no longer exists.
    await returnAfterCut(page, proxy)
    await untilTexts(page, ['session 1'])
    await untilStatus(page, 'open')
    expect(await page.getByLabel('Name').inputValue()).toBe('')
    expect(site.sessions()).toHaveLength(1)
  })
})
