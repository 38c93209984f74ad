import type { Page } from 'playwright-core'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import {
  hold,
  input,
  popup,
  put_button,
  put_markdown,
  put_scope,
  put_table,
  put_text,
  set_env,
} from '@webio/core'
import type { HostFiles } from './bundle'
import { bundlePage, hostDocument } from './bundle'
import { chromiumOfFile } from './chromium'
import { eventually, textsOf, untilStatus } from './page-tools'
import { HostSite } from './pages/host-site'
import type { Site } from './site'
import { startSite } from './site'

const chromium = chromiumOfFile()

let files: HostFiles
beforeAll(async () => {
  files = await bundlePage('embed')
})

/** Names of the applications whose tasks were started, and the answers. */
interface Diary {
  readonly started: string[]
  readonly answers: [app: string, answer: string][]
}

function applications({ started, answers }: Diary) {
  const shown = (app: string) => async () => {
    started.push(app)
    set_env({ title: `Title of ${app}` })
    put_text(`${app} begins`)
    put_markdown(`# ${app}\n\n- item\n\n\`code\``)
    put_table([['head'], ['cell']])
    put_scope('box')
    put_button('More', () => put_text(`more of ${app}`, { scope: 'box' }))
    put_button('Ask', () => popup(`Popup of ${app}`, [put_text('inside')]))
    for (;;) answers.push([app, await input(`Question of ${app}`)])
  }
  const third = async () => {
    started.push('third')
    put_text('third in ROOT')
    put_scope('sidebar', { content: [put_text('third at the side')] })
    answers.push(['third', await input('Question of third')])
    return hold()
  }
  return { first: shown('first'), second: shown('second'), third }
}

/** Starts the site. `body` is the server-rendered HTML of its page. */
function start(diary: Diary, body?: string): Promise<Site> {
  const without = new Map([...files].filter(([path]) => path !== '/embed.css'))
  return startSite(chromium, applications(diary), {
    host: {
      files,
      document: (query) => hostDocument('embed', query.has('without') ? without : files, body),
    },
  })
}

const newDiary = (): Diary => ({ started: [], answers: [] })

async function untilAllOpen(page: Page): Promise<void> {
  for (const place of ['#first', '#second', 'main', 'aside']) await untilStatus(page, 'open', place)
  await page.getByLabel('Question of third').waitFor()
}

type HostWindow = { readonly host: { show(isLive: boolean): void; leave(): void } }
const show = (page: Page, isLive: boolean): Promise<void> =>
  page.evaluate((on) => (window as unknown as HostWindow).host.show(on), isLive)

/** All computed styles of the host's own elements, by element and property. */
function hostStyles(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const elements = [document.documentElement, document.body, ...document.querySelectorAll('#host, #host *')]
    const styles: Record<string, string> = {}
    for (const [index, element] of elements.entries()) {
      const name = `${element.localName} ${index}`
      const style = getComputedStyle(element)
      for (const property of style) {
        // The height of the document depends on its content.
        if (index < 2 && /height|block-size|origin$/.test(property)) continue
        styles[`${name} ${property}`] = style.getPropertyValue(property)
      }
      for (const pseudo of ['::before', '::after'])
        styles[`${name}${pseudo}`] = getComputedStyle(element, pseudo).content
    }
    return styles
  })
}

/** The differences between two sets of styles. */
function differences(a: Record<string, string>, b: Record<string, string>): string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].filter((name) => a[name] !== b[name]).map((name) => `${name}: ${a[name]} | ${b[name]}`)
}

describe('under StrictMode, two applications and a layout on one page', () => {
  it('have one session each', async () => {
    const diary = newDiary()
    await using site = await start(diary)
    const page = await chromium.open(site.url)
    await untilAllOpen(page)
    expect(diary.started.toSorted()).toEqual(['first', 'second', 'third'])
    expect(
      site
        .sessions()
        .map(({ app }) => app)
        .toSorted(),
    ).toEqual(['first', 'second', 'third'])
  })

  it('do not affect each other', async () => {
    const diary = newDiary()
    await using site = await start(diary)
    const page = await chromium.open(site.url)
    await untilAllOpen(page)
    const [first, second] = [page.locator('#first'), page.locator('#second')]

    await second.getByLabel('Question of second').fill('typed in second')
    await first.getByRole('button', { name: 'More' }).click()
    await first.locator('[data-webio-scope="box"]').getByText('more of first').waitFor()
    await first.getByLabel('Question of first').fill('one')
    await first.getByRole('button', { name: 'Submit' }).click()
    await eventually(() => expect(diary.answers).toEqual([['first', 'one']]))
    expect(await second.getByLabel('Question of second').inputValue()).toBe('typed in second')
    expect(await second.locator('[data-webio-scope="box"]').textContent()).toBe('')

    await second.getByRole('button', { name: 'Ask' }).click()
    const dialog = page.getByRole('dialog', { name: 'Popup of second' })
    await dialog.waitFor()
    expect(await dialog.evaluate((element) => element.closest('[data-webio-theme]')?.parentElement?.id)).toBe(
      'second',
    )
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })

    await second.getByRole('button', { name: 'Submit' }).click()
    // Each application has its own connection, and there is no order between connections.
    await eventually(() => expect(diary.answers).toHaveLength(2))
    await page.locator('main').getByLabel('Question of third').fill('three')
    await page.locator('main').getByRole('button', { name: 'Submit' }).click()
    await eventually(() =>
      expect(diary.answers).toEqual([
        ['first', 'one'],
        ['second', 'typed in second'],
        ['third', 'three'],
      ]),
    )
  })

  it('show scopes only at the places that the host page gives them', async () => {
    await using site = await start(newDiary())
    const page = await chromium.open(site.url)
    await untilAllOpen(page)
    expect(await page.locator('aside [data-webio-output="text"]').allTextContents()).toEqual([
      'third at the side',
    ])
    expect(await page.locator('main [data-webio-output="text"]').allTextContents()).toEqual(['third in ROOT'])
    expect(await page.locator('main form').count()).toBe(1)
  })
})

describe('the host page', () => {
  it('keeps its styles, and its title', async () => {
    await using site = await start(newDiary())
    const bare = await chromium.open(`${site.url}?without`)
    await bare.getByRole('heading', { name: 'Host' }).waitFor()
    const page = await chromium.open(site.url)
    await untilAllOpen(page)
    const before = await hostStyles(bare)
    expect(Object.keys(before).length).toBeGreaterThan(1000)
    expect(differences(before, await hostStyles(page))).toEqual([])
    expect(await page.title()).toBe('Host')

    // Checked after a popup, which stops the document from scrolling.
    await page.locator('#first').getByRole('button', { name: 'Ask' }).click()
    const popupOfFirst = page.getByRole('dialog', { name: 'Popup of first' })
    await popupOfFirst.getByRole('button', { name: 'Close' }).click()
    await popupOfFirst.waitFor({ state: 'detached' })
    await eventually(async () => expect(differences(before, await hostStyles(page))).toEqual([]))
  })

  it('is unchanged after the components and the server are gone', async () => {
    await using site = await start(newDiary())
    const page = await chromium.open(site.url)
    await untilAllOpen(page)
    await page.locator('#first').getByRole('button', { name: 'Ask' }).click()
    await page.getByRole('dialog').waitFor()

    await show(page, false)
    await eventually(() => expect(site.sessions()).toEqual([]))
    // With the host page's style sheet, but without the components.
    const bare = await chromium.open(`${site.url}?bare`)
    await bare.getByRole('heading', { name: 'Host' }).waitFor()
    const structure = (of: Page) =>
      of.evaluate(() => ({
        // An attribute that was used and is empty again does not count.
        body: document.body.outerHTML.replaceAll(' style=""', ''),
        head: document.head.innerHTML,
        html: document.documentElement.style.cssText,
        storage: Object.keys(sessionStorage),
      }))
    expect(await structure(page)).toEqual(await structure(bare))
    expect(differences(await hostStyles(bare), await hostStyles(page))).toEqual([])

    await show(page, true)
    await untilAllOpen(page)
    expect(site.sessions()).toHaveLength(3)
    await page.evaluate(() => (window as unknown as HostWindow).host.leave())
    await eventually(() => expect(site.sessions()).toEqual([]))
    expect(await page.locator('#root').innerHTML()).toBe('')
  })

  it('hydrates the server-rendered page without a warning', async () => {
    const rendered = renderToString(createElement(HostSite, { isLive: true }))
    expect(rendered).toContain('<i>Loading</i>')
    const diary = newDiary()
    await using site = await start(diary, `<div id="root">${rendered}</div>`)
    const page = await (await chromium.context()).newPage()
    // Elements that the server rendered stay: they are hydrated, not replaced.
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        const heading = document.querySelector('h1')
        if (!heading) return
        Object.assign(heading, { isRendered: true })
        observer.disconnect()
      }).observe(document, { childList: true, subtree: true })
    })
    await page.goto(site.url)
    await untilAllOpen(page)
    expect(
      await page
        .locator('h1')
        .first()
        .evaluate((h1) => (h1 as { isRendered?: boolean }).isRendered),
    ).toBe(true)
    expect(await textsOf(page, 'sidebar')).toEqual(['third at the side'])
    expect(diary.started.toSorted()).toEqual(['first', 'second', 'third'])
  })
})
