import type { Page } from 'playwright-core'
import type { Output } from '@webio/core'
import {
  clear,
  emit,
  flush,
  hold,
  input,
  input_group,
  put_button,
  put_progressbar,
  put_scope,
  put_text,
  run_async,
  set_progressbar,
  textarea,
  toast,
  use_scope,
} from '@webio/core'
import type { TcpProxy } from '../../../core/test/bridge/tcp-proxy'
import { tcpProxy } from '../../../core/test/bridge/tcp-proxy'
import { bundlePage, hostDocument } from './bundle'
import { chromiumOfFile, NETWORK_NOISE } from './chromium'
import { deferred, eventually, recordStatuses, untilStatus, untilTexts } from './page-tools'
import { formOf } from './questionnaire'
import { randomNumbers } from './random'
import type { Site } from './site'
import { ENDPOINT, startSite } from './site'
import { shownOf, shownIn } from './shown'

const chromium = chromiumOfFile()
beforeEach(() => chromium.expectProblem(NETWORK_NOISE))

/** A page that reaches the site through a proxy, and the history of its statuses. */
async function openThrough(proxy: TcpProxy): Promise<{ page: Page; statuses: () => Promise<string[]> }> {
  const page = await (await chromium.context()).newPage()
  const statuses = await recordStatuses(page)
  await page.goto(`${proxy.url}${ENDPOINT.slice(1)}`)
  return { page, statuses }
}

/** Cuts the page's connection. A new one is possible once the page has noticed. */
async function drop(page: Page, proxy: TcpProxy): Promise<void> {
  // The page may still be coming back from the last time.
  await untilStatus(page, 'open')
  proxy.cut()
  await untilStatus(page, 'reconnecting')
  proxy.mend()
}

describe('[R5] text that is typed but not submitted', () => {
  const start = (answers: unknown[]): Promise<Site> =>
    startSite(chromium, async () => {
      put_text('hi')
      const { name, story } = await input_group('You', [
        input('Name', { name: 'name' }),
        textarea('Story', { name: 'story' }),
        input('Secret', { name: 'secret', type: 'password' }),
      ])
      answers.push({ name, story })
      put_text(`Hello ${name}`)
      return hold()
    })

  const type = async (page: Page): Promise<void> => {
    await page.getByLabel('Name').fill('Ada')
    await page.getByLabel('Story').fill('One\nTwo')
    await page.getByLabel('Secret').fill('hush')
  }
  const typed = async (page: Page) => [
    await page.getByLabel('Name').inputValue(),
    await page.getByLabel('Story').inputValue(),
    await page.getByLabel('Secret').inputValue(),
  ]
  const submitOnce = async (page: Page, answers: readonly unknown[]): Promise<void> => {
    await page.getByRole('button', { name: 'Submit' }).click()
    await untilTexts(page, ['hi', 'Hello Ada'])
    expect(answers).toEqual([{ name: 'Ada', story: 'One\nTwo' }])
    expect(await formOf(page).count()).toBe(0)
  }

  it('is kept after a drop, and can be submitted', async () => {
    const answers: unknown[] = []
    await using site = await start(answers)
    await using proxy = await tcpProxy(site.port)
    const { page, statuses } = await openThrough(proxy)
    await type(page)
    await page.getByLabel('Story').focus()
    for (let times = 0; times < 2; times++) {
      await drop(page, proxy)
      expect(await typed(page)).toEqual(['Ada', 'One\nTwo', 'hush'])
      await untilStatus(page, 'open')
      expect(await typed(page)).toEqual(['Ada', 'One\nTwo', 'hush'])
    }
    expect(await page.getByLabel('Story').evaluate((e) => e === document.activeElement)).toBe(true)
    await submitOnce(page, answers)
    expect(await statuses()).toEqual(['open', 'reconnecting', 'open', 'reconnecting', 'open'])
    expect(site.sessions()).toHaveLength(1)
  })

  it('is submitted by a click while there is no connection', async () => {
    const answers: unknown[] = []
    await using site = await start(answers)
    await using proxy = await tcpProxy(site.port)
    const { page } = await openThrough(proxy)
    await type(page)
    proxy.cut()
    await untilStatus(page, 'reconnecting')
    await page.getByRole('button', { name: 'Submit' }).click()
    expect(answers).toEqual([])
    proxy.mend()
    await untilTexts(page, ['hi', 'Hello Ada'])
    expect(answers).toHaveLength(1)
  })

  it('is kept after a reload, except passwords', async () => {
    const answers: unknown[] = []
    await using site = await start(answers)
    await using proxy = await tcpProxy(site.port)
    const { page } = await openThrough(proxy)
    await type(page)
    for (let times = 0; times < 2; times++) {
      await page.reload()
      await page.getByLabel('Name').waitFor()
      expect(await typed(page)).toEqual(['Ada', 'One\nTwo', ''])
    }
    await submitOnce(page, answers)
    expect(site.sessions()).toHaveLength(1)
    await page.reload()
    await untilTexts(page, ['hi', 'Hello Ada'])
    const kept = await page.evaluate(() => Object.values(sessionStorage).join())
    expect(kept).not.toMatch(/Ada|One|hush/)
  })

  it('is kept after a second reload, even if the form was not restored in between', async () => {
    const answers: unknown[] = []
    await using site = await start(answers)
    const page = await chromium.open(site.page)
    await type(page)
    let isMute = true
    // Sockets that open and stay silent.
    await page.routeWebSocket(/\/io/, (socket) => void (isMute || socket.connectToServer()))
    await page.reload()
    await untilStatus(page, 'connecting')
    isMute = false
    await page.reload()
    await page.getByLabel('Name').waitFor()
    expect(await typed(page)).toEqual(['Ada', 'One\nTwo', ''])
    await submitOnce(page, answers)
  })
})

describe('[R3] 5,000 outputs', () => {
  const COUNT = 5000
  const LINES = Array.from({ length: COUNT }, (_, index) => `line ${index}`)
  /** The last lines are sent on demand, so even a slow test never sees all of them too early. */
  const start = (last: Promise<void>): Promise<Site> =>
    startSite(chromium, async () => {
      for (let index = 0; index < COUNT; index++) {
        if (index === COUNT - 500) await last
        put_text(`line ${index}`)
        // Many batches, some of which are in transit at any time.
        if (index % 20 === 0) await new Promise(setImmediate)
        if (index % 250 === 0) await flush()
      }
      return hold()
    })
  /** Waits until more than `count` lines are visible. */
  const untilMiddle = async (page: Page, count: number): Promise<void> => {
    await page.waitForFunction(
      (least) => document.querySelectorAll('[data-webio-output="text"]').length > least,
      count,
    )
  }

  it('appear exactly once and in order if the connection is cut while they arrive', async () => {
    const last = deferred()
    await using site = await start(last.promise)
    await using proxy = await tcpProxy(site.port)
    const { page, statuses } = await openThrough(proxy)
    for (const count of [300, 1200, 2100, 3000, 3900]) {
      await untilMiddle(page, count)
      await drop(page, proxy)
    }
    last.resolve()
    await untilTexts(page, LINES)
    expect((await statuses()).filter((status) => status === 'reconnecting')).toHaveLength(5)
  })

  it('appear exactly once and in order if the page is reloaded while they arrive', async () => {
    const last = deferred()
    await using site = await start(last.promise)
    await using proxy = await tcpProxy(site.port)
    const { page } = await openThrough(proxy)
    for (const count of [300, 1500, 3000]) {
      await untilMiddle(page, count)
      await page.reload()
      // Cut while the earlier outputs arrive again.
      await untilStatus(page, 'open')
      await drop(page, proxy)
    }
    last.resolve()
    await untilTexts(page, LINES)
    expect(site.sessions()).toHaveLength(1)
  })
})

it('[R3] delivers each event for the host page once, and in order', async () => {
  const COUNT = 300
  const files = await bundlePage('wire')
  await using site = await startSite(
    chromium,
    async () => {
      for (let index = 0; index < COUNT; index++) {
        emit('step', index)
        if (index % 10 === 0) await new Promise(setImmediate)
        if (index % 50 === 0) await flush()
      }
      return hold()
    },
    { host: { files, document: () => hostDocument('wire', files) } },
  )
  await using proxy = await tcpProxy(site.port)
  const page = await chromium.open(proxy.url)
  const events = () => page.evaluate(() => (window as unknown as { events: unknown[] }).events)
  for (const count of [20, 120, 220]) {
    await page.waitForFunction((n) => (window as unknown as { events: unknown[] }).events.length > n, count)
    await drop(page, proxy)
  }
  await untilStatus(page, 'open')
  await eventually(async () => expect((await events()).at(-1)).toEqual(['step', COUNT - 1]))
  await drop(page, proxy)
  await untilStatus(page, 'open')
  await site.sessions()[0]?.view.flushed()
  expect(await events()).toEqual(Array.from({ length: COUNT }, (_, index) => ['step', index]))
})

it('shows a toast once, and not again after it is closed', async () => {
  const go = deferred()
  await using site = await startSite(chromium, async () => {
    put_text('hi')
    await go.promise
    toast('Only once', { duration: 0 })
    return hold()
  })
  await using proxy = await tcpProxy(site.port)
  const { page } = await openThrough(proxy)
  await untilTexts(page, ['hi'])
  proxy.cut()
  await untilStatus(page, 'reconnecting')
  go.resolve()
  proxy.mend()
  await page.locator('[data-webio-toast]').waitFor()
  await drop(page, proxy)
  await untilStatus(page, 'open')
  // Repeated commands come after the welcome.
  await site.sessions()[0]?.view.flushed()
  expect(await page.locator('[data-webio-toast]').count()).toBe(1)
  await page.locator('[data-webio-toast]').getByRole('button', { name: 'Close' }).click()
  await page.locator('[data-webio-toast]').waitFor({ state: 'detached' })
  // A closed toast does not return with the page.
  await eventually(() => expect(site.sessions()[0]?.view.tree.nodes.get(2)?.children).toEqual([]))
  await page.reload()
  await untilTexts(page, ['hi'])
  await site.sessions()[0]?.view.flushed()
  expect(await page.locator('[data-webio-toast]').count()).toBe(0)
})

const SEED = Number(process.env['WEBIO_SEED'] ?? Date.now() % 1e9)
const CUTS = 30

it(`[R3] [R4] keeps page and session in agreement when the connection is cut at ${CUTS} random points (WEBIO_SEED=${SEED})`, async () => {
  const random = randomNumbers(SEED)
  const clicks = { made: 0, handled: 0 }
  const answers: string[] = []
  const submitted: string[] = []
  await using site = await startSite(chromium, () => chatter(random, clicks, answers))
  let calm = true
  const life = (): number => 1500 + Math.floor(random() * (random() < 0.3 ? 1500 : 20_000))
  await using proxy = await tcpProxy(site.port, () => (calm ? Infinity : life()))
  const { page, statuses } = await openThrough(proxy)
  await formOf(page).waitFor()

  calm = false
  await drop(page, proxy)
  const before = proxy.connections
  while (proxy.connections < before + CUTS) {
    await page.getByRole('button', { name: 'Go' }).evaluate((button: HTMLElement) => button.click())
    clicks.made++
    const round = (await shownIn(page)).form
    if (round && !submitted.includes(round) && random() < 0.5) {
      await page.getByLabel(round).fill(round)
      await page.getByLabel(round).press('Enter')
      submitted.push(round)
    }
    if (random() < 0.3) await untilStatus(page, 'open')
  }
  calm = true
  await drop(page, proxy)
  await untilStatus(page, 'open')

  await eventually(() => expect(clicks.handled).toBe(clicks.made))
  await eventually(() => expect(answers).toEqual(submitted))
  const [session, ...others] = site.sessions()
  expect(others).toEqual([])
  await session?.view.flushed()
  await eventually(async () => expect(await shownIn(page)).toEqual(session && shownOf(session.view.tree)))
  expect(submitted.length).toBeGreaterThan(3)
  expect((await shownIn(page)).outputs.length).toBeGreaterThan(0)
  expect((await statuses()).filter((status) => status === 'reconnecting').length).toBeGreaterThan(10)
  // The page also receives the same content after a reload.
  await page.reload()
  await eventually(async () => expect(await shownIn(page)).toEqual(session && shownOf(session.view.tree)))
}, 120_000)

/**
 * Each click shows, changes, moves or removes things. Meanwhile, the task asks for one input after another.
 */
function chatter(random: () => number, clicks: { handled: number }, answers: string[]): Promise<void> {
  let last: Output | null = null
  const go = (): void => {
    const n = ++clicks.handled
    const roll = random()
    if (roll < 0.05) clear('stage')
    else if (roll < 0.1) clear('box')
    else if (roll < 0.2) use_scope('box', { container_scope: 'stage' }, () => put_text(`boxed ${n}`))
    else if (roll < 0.3) put_progressbar(`bar-${n}`, { scope: 'stage', init: 0.1 })
    else if (roll < 0.4) set_progressbar(`bar-${Math.max(1, n - 1)}`, 0.7)
    else if (roll < 0.5) last?.update({ text: `changed ${n}` })
    else if (roll < 0.6) {
      last?.remove()
      last = null
      return
    }
    const position = random() < 0.3 ? 0 : -1
    for (let index = 0; index < 1 + roll * 5; index++)
      last = put_text(`${n}.${index} ${'x'.repeat(random() * 150)}`, { scope: 'stage', position })
  }
  put_button('Go', go)
  put_scope('stage')
  run_async(async () => {
    for (let round = 1; ; round++) answers.push(await input(`Round ${round}`))
  })
  return hold()
}
