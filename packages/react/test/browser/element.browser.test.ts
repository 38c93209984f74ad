import type { Popup, ShareLink, TaskParams } from '@webio/core'
import { emit, hold, input, on_event, popup, put_text, share } from '@webio/core'
import { bundlePage, hostDocument } from './bundle'
import { chromiumOfFile } from './chromium'
import { deferred, eventually, textsOf, untilStatus, untilTexts } from './page-tools'
import { ENDPOINT, startSite } from './site'

/** The element, as a script of the page sees it. */
type WebIOElement = HTMLElement & {
  theme: object
  send(name: string, data: unknown): void
  close(): void
  restart(): void
}

const chromium = chromiumOfFile()

/** A page without React, with one script tag. */
const documentWith = (body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Plain</title><link rel="icon" href="data:,">
<script type="module" src="${ENDPOINT}/embed.js"></script></head><body>${body}</body></html>`

const site = (body: string, task: (params: TaskParams) => unknown) =>
  startSite(chromium, task, { host: { files: new Map(), document: () => documentWith(body) } })

describe('<webio-app>', () => {
  it('passes its parameters to the task, applies its theme, and reports what happens to the page', async () => {
    await using host = await site(
      `<script>
        window.heard = []
        for (const name of ['ready', 'event', 'close'])
          addEventListener('webio-' + name, ({ type, detail }) => heard.push([type, detail]))
      </script>
      <webio-app params='{ "from": "a plain page" }' theme="dark" locale="de"></webio-app>`,
      ({ from }) => {
        put_text(String(from))
        emit('told', { n: 1 })
        return 'the result'
      },
    )
    const page = await chromium.open(host.url)
    await eventually(async () =>
      expect(await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([
        ['webio-ready', { resumed: false }],
        ['webio-event', { name: 'told', data: { n: 1 } }],
        ['webio-close', { reason: 'finished', result: 'the result' }],
      ]),
    )
    expect(await textsOf(page)).toEqual(['a plain page'])
    expect(await page.locator('.webio').getAttribute('data-webio-theme')).toBe('dark')
    expect(await page.locator('webio-app').evaluate((element) => getComputedStyle(element).display)).toBe(
      'block',
    )
  })

  it('ends its session when it is removed, and starts a new one for other parameters', async () => {
    await using host = await site('<webio-app></webio-app>', ({ n = 0 }) => {
      put_text(`number ${String(n)}`)
      return hold()
    })
    const page = await chromium.open(host.url)
    await page.getByText('number 0').waitFor()
    await page.locator('webio-app').evaluate((element) => element.setAttribute('params', '{"n":1}'))
    await page.getByText('number 1').waitFor()
    await eventually(() => expect(host.sessions()).toHaveLength(1))
    await page.locator('webio-app').evaluate((element) => element.remove())
    await eventually(() => expect(host.sessions()).toHaveLength(0))
    expect(await page.locator('.webio').count()).toBe(0)
  })

  it('reports parameters that are not a JSON object, and continues without them', async () => {
    chromium.expectProblem(/<webio-app>: params must be a JSON object, not \[1\]\./)
    await using host = await site(`<webio-app params="[1]"></webio-app>`, (params) => {
      put_text(JSON.stringify(params))
      return hold()
    })
    const page = await chromium.open(host.url)
    await untilStatus(page, 'open')
    await eventually(async () => expect(await textsOf(page)).toEqual(['{}']))
  })

  it('has methods, and accepts objects as properties, including those set before its script is loaded', async () => {
    await using host = await site(
      `<webio-app params='{ "from": "attribute" }' theme="yeti"></webio-app>
      <script>
        const app = document.querySelector('webio-app')
        app.params = { from: 'property' }
        app.messages = { submit: 'Off it goes' }
      </script>`,
      async ({ from }) => {
        put_text(String(from))
        on_event('more', (data) => void put_text(`heard ${String(data)}`))
        await input('Name')
      },
    )
    const page = await chromium.open(host.url)
    const app = page.locator('webio-app')
    await page.getByRole('button', { name: 'Off it goes' }).waitFor()
    expect(await page.locator('.webio').first().getAttribute('data-webio-theme')).toBe('yeti')
    await app.evaluate((element: WebIOElement) => element.send('more', 'this'))
    await page.getByText('heard this').waitFor()
    expect(await textsOf(page)).toEqual(['property', 'heard this'])
    await app.evaluate((element: WebIOElement) => {
      element.theme = { mode: 'dark', '--webio-accent': 'rgb(1, 2, 3)' }
    })
    await page.locator('.webio[data-webio-theme="dark"]').waitFor()
    const [before] = host.sessions()
    await app.evaluate((element: WebIOElement) => element.restart())
    await eventually(() => expect(host.sessions().map(({ id }) => id)).not.toEqual([before?.id]))
    await page.getByRole('button', { name: 'Off it goes' }).waitFor()
    await app.evaluate((element: WebIOElement) => element.close())
    await untilStatus(page, 'closed')
  })

  it('reports an invalid property, and continues without it', async () => {
    chromium.expectProblem(/<webio-app>: params must be a JSON object, not \[1\]\./)
    await using host = await site(
      "<webio-app></webio-app><script>document.querySelector('webio-app').params = [1]</script>",
      (params) => {
        put_text(JSON.stringify(params))
        return hold()
      },
    )
    const page = await chromium.open(host.url)
    await eventually(async () => expect(await textsOf(page)).toEqual(['{}']))
  })

  it('shows a shared session, to watch it or to take over', async () => {
    const { promise: link, resolve } = deferred<ShareLink>()
    await using host = await site(
      `<webio-app></webio-app>
      <script>
        const [session, role] = location.hash.slice(1).split('&')
        const app = document.querySelector('webio-app')
        if (session) app.setAttribute('session', session)
        if (role) app.setAttribute('session-role', role)
      </script>`,
      async () => {
        resolve(await share({ role: 'driver' }))
        for (;;) put_text(await input('Text'))
      },
    )
    const ada = await chromium.open(host.url)
    await ada.getByLabel('Text').fill('half-ty')
    const { id } = await link
    const bob = await chromium.open(`${host.url}#${id}&observer`)
    await bob.getByText('You are watching. Someone else is using this page.').waitFor()
    await eventually(async () => expect(await bob.getByLabel('Text').inputValue()).toBe('half-ty'))
    expect(await bob.getByLabel('Text').isDisabled()).toBe(true)
    expect(await bob.getByRole('button', { name: 'Take over' }).count()).toBe(0)
    const carl = await chromium.open(`${host.url}#${id}`)
    await eventually(async () => expect(await carl.getByLabel('Text').isEnabled()).toBe(true))
    await carl.getByLabel('Text').fill('half-typed')
    await carl.getByLabel('Text').press('Enter')
    await Promise.all([ada, bob, carl].map((page) => untilTexts(page, ['half-typed'])))
    expect(host.sessions()).toHaveLength(1)
    // A new value of the attribute creates a new view of the session.
    await bob.locator('webio-app').evaluate((element) => element.removeAttribute('session-role'))
    await eventually(async () => expect(await bob.getByLabel('Text').isEnabled()).toBe(true))
  })

  it('only watches if its session-role is neither observer nor driver, and reports that', async () => {
    chromium.expectProblem(/<webio-app>: session-role must be observer or driver, not watcher\./)
    chromium.expectProblem(/session_gone/)
    await using host = await site('<webio-app session="none" session-role="watcher"></webio-app>', () =>
      hold(),
    )
    const page = await chromium.open(host.url)
    await page.getByText('This session has ended.').waitFor()
    expect(host.sessions()).toHaveLength(0)
  })

  it('with loading="lazy" starts its session when it comes near the viewport', async () => {
    await using host = await site(
      `<webio-app loading="lazy" style="position: absolute; top: 5000px; width: 100%; height: 300px"></webio-app>
      <webio-app params='{ "is": "in view" }'></webio-app>`,
      ({ is = 'far away' }) => {
        put_text(String(is))
        return hold()
      },
    )
    const page = await chromium.open(host.url)
    await page.getByText('in view').waitFor()
    // An element that shows a session has a status.
    expect(await page.locator('[loading="lazy"] .webio').getAttribute('data-webio-status')).toBeNull()
    expect(host.sessions()).toHaveLength(1)
    await page.locator('[loading="lazy"]').scrollIntoViewIfNeeded()
    await page.getByText('far away').waitFor()
    expect(host.sessions()).toHaveLength(2)
  })

  it('accepts the endpoint of another server than that of its script', async () => {
    chromium.expectProblem(/404|Failed to load|WebSocket/)
    await using host = await site('<webio-app endpoint="/elsewhere"></webio-app>', () => hold())
    const page = await chromium.open(host.url)
    await page.waitForRequest(/\/elsewhere\/io/)
    expect(host.sessions()).toHaveLength(0)
  })
})

it('shares page-wide state with the components of a site, even though it is another copy of the package', async () => {
  const files = await bundlePage('wire')
  const body = `<div id="root"></div><webio-app></webio-app><script type="module" src="${ENDPOINT}/embed.js"></script>`
  await using host = await startSite(
    chromium,
    async () => {
      put_text('begins')
      await input('Name')
    },
    { host: { files, document: () => hostDocument('wire', files, body) } },
  )
  const page = await chromium.open(host.url)
  const field = (place: string) => page.locator(`${place} input`)
  await field('#root').fill('of the component')
  await field('webio-app').fill('of the element')

  // Storage keys: each component has its own session after a reload.
  await page.reload()
  await field('#root').waitFor()
  await field('webio-app').waitFor()
  expect(await field('#root').inputValue()).toBe('of the component')
  expect(await field('webio-app').inputValue()).toBe('of the element')
  const sessions = host.handler.sessions()
  expect(sessions).toHaveLength(2)

  // The page scrolls again after the last popup, no matter which copy locked it first.
  const overflow = (): Promise<string> => page.evaluate(() => document.documentElement.style.overflow)
  // Found by its text, because each copy hides everything outside its popup from screen readers.
  const dialog = (index: number) => page.locator('[role="dialog"]', { hasText: `Popup ${index}` })
  const popups: Popup[] = []
  for (const [index, session] of sessions.entries()) {
    popups.push(await session.run(() => popup(`Popup ${index}`, [put_text('in it')])))
    await dialog(index).waitFor()
  }
  for (const [index, session] of sessions.entries()) {
    expect(await overflow()).toBe('hidden')
    await session.run(() => popups[index]?.close())
    await dialog(index).waitFor({ state: 'detached' })
  }
  expect(await overflow()).toBe('')
})
