import { entry } from '@webio/react/page'
import type { Page, Route } from 'playwright-core'
import {
  hold,
  input,
  input_group,
  put_buttons,
  put_datatable,
  put_html,
  put_input,
  put_json,
  put_markdown,
  put_table,
  put_tabs,
  put_text,
  put_textarea,
  put_widget,
  textarea,
  toast,
} from '@webio/core'
import { chromiumOfFile, NETWORK_NOISE } from './chromium'
import { deferred, eventually, nextFrames, untilStatus, untilTexts } from './page-tools'
import { startSite } from './site'

/** Code and styles that the stand-alone page loads only if its session needs them, or when it is idle. */
const chromium = chromiumOfFile()

const LATER = /\/assets\/(?:fields-[^/]*\.js|outputs-[^/]*\.js|later-[^/]*\.css)$/

const nameOf = (url: string): string => /assets\/([a-z]+)-/.exec(url)?.[1] ?? url

/** A page whose later code arrives on request, and the names of what it has asked for. */
async function openHeld(): Promise<{ page: Page; asked: Set<string>; arrive(): void }> {
  const page = await (await chromium.context()).newPage()
  const asked = new Set<string>()
  const ready = deferred()
  await page.route(LATER, async (route) => {
    asked.add(nameOf(route.request().url()))
    await ready.promise
    await route.continue()
  })
  return { page, asked, arrive: ready.resolve }
}

/** Records what each change of the document leaves visible: the types of the outputs, in order, and `form` for a form. */
async function recordShown(page: Page): Promise<() => Promise<string[][]>> {
  await page.addInitScript(() => {
    const shown: string[][] = []
    Object.assign(window, { shown })
    new MutationObserver(() => {
      const elements = [...document.querySelectorAll('[data-webio-output], form')]
      if (elements.length > 1)
        shown.push(elements.map((element) => element.getAttribute('data-webio-output') ?? 'form'))
    }).observe(document, { childList: true, subtree: true })
  })
  return () => page.evaluate(() => (window as unknown as { shown: string[][] }).shown)
}

/** Adds up the layout shifts, as in Cumulative Layout Shift. */
async function recordShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    let sum = 0
    Object.assign(window, { shifts: () => sum })
    new PerformanceObserver((list) => {
      for (const one of list.getEntries()) sum += (one as PerformanceEntry & { readonly value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return () => page.evaluate(() => (window as unknown as { shifts: () => number }).shifts())
}

it('shows texts without it, and loads all of it when it is idle', async () => {
  await using site = await startSite(chromium, () => {
    put_text('only a text')
    return hold()
  })
  const { page, asked, arrive } = await openHeld()
  await page.goto(site.page, { waitUntil: 'commit' })
  await untilTexts(page, ['only a text'])
  await eventually(() => expect([...asked].sort()).toEqual(['fields', 'later', 'outputs']))
  arrive()
})

it('shows what arrives together at once, in its order, with its styles', async () => {
  await using site = await startSite(chromium, async () => {
    put_text('above')
    put_buttons(['a', 'b'], () => {})
    put_input('pin', { label: 'Pin' })
    put_table([['cell']])
    put_text('below')
    await input('Name')
  })
  const { page, asked, arrive } = await openHeld()
  const shown = await recordShown(page)
  await page.goto(site.page, { waitUntil: 'commit' })
  await eventually(() => expect([...asked].sort()).toEqual(['fields', 'later', 'outputs']))
  await untilStatus(page, 'open')
  await nextFrames(page)
  arrive()
  await page.getByLabel('Name').waitFor()
  const [first] = await shown()
  expect(first).toEqual(['scope', 'text', 'buttons', 'input', 'table', 'text', 'form'])
  const border = await page.getByLabel('Name').evaluate((box) => getComputedStyle(box).borderRadius)
  expect(border).not.toBe('0px')
})

it('shows Markdown, HTML, JSON, tabs and data tables complete, with what is around them, and moves nothing later', async () => {
  await using site = await startSite(chromium, () => {
    put_text('above')
    put_markdown('**bold** and <i>italic</i>')
    put_html('<p>a paragraph</p>')
    put_widget('<p>{{word}}</p>', { word: 'filled' })
    put_json({ key: 1 })
    put_tabs([{ title: 'one', content: put_text('in a tab') }])
    put_datatable([{ name: 'Ada' }])
    put_text('below')
    return hold()
  })
  const page = await (await chromium.context()).newPage()
  const shifts = await recordShifts(page)
  // What is visible when the first text is.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('[data-webio-output=text]')) return
      observer.disconnect()
      const bodies = [...document.querySelectorAll<HTMLElement>('[data-webio-output]')].map(
        ({ dataset, innerHTML, innerText }) =>
          `${dataset['webioOutput']}: ${/<p>/.exec(innerHTML)?.[0] ?? ''}${innerText.replaceAll(/\s+/g, ' ')}`,
      )
      Object.assign(window, { bodies })
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto(site.page)
  await untilTexts(page, ['above', 'in a tab', 'below'])
  const [, ...bodies] = await page.evaluate(() => (window as unknown as { bodies: string[] }).bodies)
  expect(bodies).toEqual([
    'text: above',
    'markdown: <p>bold and italic',
    'html: <p>a paragraph',
    'widget: <p>filled',
    'json: {1} key: 1',
    'tabs: one in a tab',
    'text: in a tab',
    'datatable: Filter 1 rows Download CSV Name Ada',
    'text: below',
  ])
  await nextFrames(page)
  expect(await shifts()).toBe(0)
})

it('moves nothing when a code editor takes the place of its textarea', async () => {
  await using site = await startSite(chromium, async () => {
    put_textarea('pin', { code: true })
    put_text('below')
    await input_group('Form', [
      textarea('Code', { code: true, name: 'code' }),
      input('Name', { name: 'name' }),
    ])
  })
  const page = await (await chromium.context()).newPage()
  const shifts = await recordShifts(page)
  const ready = deferred()
  await page.route(/\/assets\/code-editor-/, async (route) => {
    await ready.promise
    await route.continue()
  })
  await page.goto(site.page, { waitUntil: 'commit' })
  await page.getByLabel('Name').waitFor()
  expect(await page.locator('.cm-editor').count()).toBe(0)
  ready.resolve()
  await page.locator('form .cm-content').waitFor()
  await nextFrames(page)
  // The editor itself moves its line numbers.
  expect(await shifts()).toBeLessThan(0.001)
})

it('comes with the document once a session of the application has needed it', async () => {
  await using site = await startSite(chromium, {
    asking: () => input('Name'),
    showing: () => (put_table([['cell']]), hold()),
    reading: () => (put_markdown('a paragraph'), hold()),
    plain: () => (put_text('only a text'), hold()),
  })
  const named = async (app: string): Promise<string[]> => {
    const html = await (await fetch(`${site.page}?app=${app}`)).text()
    return [...html.matchAll(/assets\/(fields|outputs|markdown|later)-[^"]*/g)]
      .map(([, name = '']) => name)
      .sort()
  }
  expect([await named('asking'), await named('showing'), await named('plain')]).toEqual([[], [], []])
  await (await chromium.open(`${site.page}?app=asking`)).getByLabel('Name').waitFor()
  await (await chromium.open(`${site.page}?app=showing`)).getByText('cell').waitFor()
  await (await chromium.open(`${site.page}?app=reading`)).getByText('a paragraph').waitFor()
  await (await chromium.open(`${site.page}?app=plain`)).getByText('only a text').waitFor()
  await eventually(async () => {
    expect(await named('asking')).toEqual(['fields', 'later', 'outputs'])
    expect(await named('showing')).toEqual(['later', 'outputs'])
    expect(await named('reading')).toEqual(['later', 'markdown', 'outputs'])
  })
  expect(await named('plain')).toEqual([])
  // The document's style sheet is the one that the page would load.
  const page = await chromium.open(`${site.page}?app=asking`)
  await page.getByLabel('Name').waitFor()
  expect(await page.locator('link[rel=stylesheet]').count()).toBe(2)
})

it('asks for it before the rest of the page is there', async () => {
  await using site = await startSite(chromium, () => input('Name'))
  const page = await (await chromium.context()).newPage()
  const [main, fields] = [deferred(), deferred()]
  await page.route(`**/${entry}`, async (route) => {
    await main.promise
    await route.continue()
  })
  page.on('request', (request) => nameOf(request.url()) === 'fields' && fields.resolve())
  await page.goto(site.page, { waitUntil: 'commit' })
  await fields.promise
  main.resolve()
  await page.getByLabel('Name').waitFor()
})

it('shows the rest if some of it takes too long, and that when it is there', async () => {
  await using site = await startSite(chromium, () => {
    put_text('text')
    put_table([['cell']])
    return hold()
  })
  const { page, arrive } = await openHeld()
  await page.goto(site.page, { waitUntil: 'commit' })
  await untilTexts(page, ['text'])
  expect(await page.getByText('cell').count()).toBe(0)
  arrive()
  await page.getByText('cell').waitFor()
})

it('tries again until it can be loaded, and shows everything then', async () => {
  chromium.expectProblem(NETWORK_NOISE)
  chromium.expectProblem(/a part of the page could not be loaded/)
  await using site = await startSite(chromium, async () => {
    put_text('text')
    toast('a toast', { duration: 0 })
    put_text(`Hello ${await input('Name')}`)
    return hold()
  })
  const page = await (await chromium.context()).newPage()
  const failed = new Map<string, number>()
  await page.route(LATER, async (route: Route) => {
    const name = nameOf(route.request().url())
    const count = (failed.get(name) ?? 0) + 1
    failed.set(name, count)
    if (count > 3) await route.continue()
    else await route.abort()
  })
  await page.goto(site.page, { waitUntil: 'commit' })
  await page.locator('[data-webio-toast]').waitFor()
  await page.getByLabel('Name').fill('Ada')
  await page.keyboard.press('Enter')
  await untilTexts(page, ['text', 'Hello Ada'])
})

it('[R5] keeps what was typed before a reload if the page is reloaded again before it is there', async () => {
  await using site = await startSite(chromium, async () => {
    put_text(`Hello ${await input('Name')}`)
    return hold()
  })
  const page = await chromium.open(site.page)
  await page.getByLabel('Name').fill('Ada')
  const asked = deferred()
  let isHeld = true
  await page.route(/\/assets\/fields-/, async (route) => {
    asked.resolve()
    if (!isHeld) await route.continue()
  })
  await page.reload({ waitUntil: 'commit' })
  await asked.promise
  await untilStatus(page, 'open')
  isHeld = false
  await page.reload()
  await eventually(async () => expect(await page.getByLabel('Name').inputValue()).toBe('Ada'))
  await page.getByLabel('Name').press('Enter')
  await untilTexts(page, ['Hello Ada'])
})
