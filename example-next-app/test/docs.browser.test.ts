import type { Page } from 'playwright-core'
import { findings } from '../../packages/react/test/browser/axe'
import { eventually } from '../../packages/react/test/browser/page-tools'
import { docsUrl } from '../lib/docs/outline'
import { referencePages } from '../lib/docs/pages'
import { watchShifts } from './layout-shifts'
import { prefer, press, siteBrowser } from './site-browser'

jest.setTimeout(300_000)

const { open, url } = siteBrowser()

/** One page of each kind. */
const KINDS = [
  '/docs',
  '/docs/guide/input',
  '/docs/guide/layout',
  '/docs/hosting',
  '/docs/pywebio',
  '/docs/zh/guide/pins',
  '/docs/zh/pywebio',
  '/docs/reference',
  '/docs/reference/core/functions/put_text',
  '/docs/reference/core/interfaces/Output',
  '/docs/reference/error-messages',
  '/docs/files/packages/core/examples/koa.ts',
]

/** Waits until the examples in view run. */
async function examplesRun(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.live')]
      .filter((box) => {
        const { top, bottom } = box.getBoundingClientRect()
        return bottom > 0 && top < innerHeight
      })
      .every((box) => box.querySelector('[data-webio-output], form')),
  )
}

describe('pages of each kind', () => {
  it.each(KINDS)(
    '%s: the page is accessible in light and dark, and fits a phone',
    async (path) => {
      const page = await open(path, { reducedMotion: 'reduce' })
      await examplesRun(page)
      for (const colorScheme of ['light', 'dark'] as const) {
        await prefer(page, colorScheme)
        expect([colorScheme, await findings(page)]).toEqual([colorScheme, []])
      }
      await page.setViewportSize({ width: 390, height: 844 })
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth),
      ).toBeLessThanOrEqual(390)
    },
  )
})

/** Presses the key that opens the search, once the page listens to it. */
async function pressSearchKey(page: Page): Promise<void> {
  await page.locator('button[aria-keyshortcuts]').waitFor()
  await page.keyboard.press('/')
}

describe('a page of the guide', () => {
  it('loads little, and requests nothing from other hosts', async () => {
    // The scripts of a page that loaded before it would count.
    const page = await (await open('/')).context().newPage()
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Network.enable')
    const scripts = new Set<string>()
    const hosts = new Set<string>()
    let bytes = 0
    cdp.on('Network.responseReceived', ({ requestId, type, response }) => {
      hosts.add(new URL(response.url).host)
      if (type === 'Script') scripts.add(requestId)
    })
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength
    })
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
    // A running example additionally loads what its outputs need.
    await page.goto(`${url}/docs/guide/testing`)
    await page.waitForLoadState('networkidle')
    expect([...hosts]).toEqual([new URL(url).host])
    expect(bytes).toBeGreaterThan(0)
    expect(bytes).toBeLessThan(200_000)
  })

  it('stays where it is while its examples start', async () => {
    const page = await open('/')
    const shifts = await watchShifts(page)
    await page.goto(`${url}/docs/guide/output`)
    await examplesRun(page)
    expect(await shifts()).toEqual([])
  })

  it('runs its examples next to their sources', async () => {
    const page = await open('/docs')
    const example = page.locator('.docs-example').first()
    await example.getByLabel(/^What is your name/).fill('Ada')
    await press(page, 'Submit')
    await example.getByText('Hello Ada', { exact: true }).waitFor()
    expect(await example.getByRole('figure').innerText()).toContain('await input(')
  })
})

describe('the button at source code', () => {
  it.each(KINDS)('%s: every block has one', async (path) => {
    const page = await open(path)
    // A running example may show code, which is not the page's.
    const blocks = page.locator('article pre:not(.webio pre)')
    const buttons = page.locator('article figure:has(pre) button:not(.webio button)')
    // A page is hydrated in parts.
    await eventually(async () =>
      expect(await buttons.count()).toBe(await blocks.count()),
    )
  })

  it('copies by keyboard, and says so', async () => {
    const page = await open('/docs/zh/guide/testing')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const block = page.getByRole('figure').first()
    const code = await block.locator('code').innerText()
    await block.getByRole('button', { name: '复制: ts' }).focus()
    await page.keyboard.press('Enter')
    await block.getByRole('status').filter({ hasText: '已复制' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code)
    await block.getByRole('button', { name: '复制: ts' }).waitFor()
  })

  it('selects the code if the browser does not let the page copy', async () => {
    const page = await open('/docs/guide/testing')
    await page.evaluate(() => Reflect.deleteProperty(Navigator.prototype, 'clipboard'))
    const block = page.getByRole('figure').first()
    await block.getByRole('button').click()
    await block.getByRole('status').filter({ hasText: 'Selected' }).waitFor()
    expect(await page.evaluate(() => String(getSelection()))).toBe(
      await block.locator('code').innerText(),
    )
  })
})

describe('the search', () => {
  it('finds a function by a part of its name, and links to it', async () => {
    const page = await open('/docs')
    await pressSearchKey(page)
    const dialog = page.getByRole('dialog', { name: 'Search' })
    await dialog.getByRole('combobox').fill('set_progress')
    await dialog
      .getByRole('option', { name: /set_progressbar\(\)/ })
      .first()
      .waitFor()
    expect(await findings(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /progressbar/ }).waitFor()
  })

  it('finds a section of a document, and reports if nothing matches', async () => {
    const page = await open('/docs/guide/pins')
    await page.getByRole('button', { name: /^Search/ }).click()
    const box = page.getByRole('dialog').getByRole('combobox')
    await box.fill('nginx proxy')
    await page
      .getByRole('option', { name: /Hosting/ })
      .first()
      .waitFor()
    await box.fill('unicorn zebra xylophone')
    await page.getByText('No results for').waitFor()
  })
})

describe('the pages in Chinese', () => {
  it('are one link away in each direction, and declare their language', async () => {
    const page = await open('/docs/guide/pins')
    await page.getByRole('link', { name: '简体中文' }).click()
    await page.getByRole('heading', { level: 1, name: '持续性输入（Pin）' }).waitFor()
    for (const part of ['article', '.docs-nav', '.docs-contents'])
      expect([part, await page.locator(part).getAttribute('lang')]).toEqual([
        part,
        'zh-CN',
      ])
    const navigation = page.getByRole('navigation', { name: '文档', exact: true })
    const here = navigation.getByRole('link', { name: '持续性输入', exact: true })
    expect(await here.getAttribute('aria-current')).toBe('page')
    await page.getByRole('link', { name: 'English', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Pins' }).waitFor()
  })

  it('are found by a word within a sentence, but not on English pages', async () => {
    const page = await open('/docs/zh')
    await page.getByRole('button', { name: /^搜索/ }).click()
    const box = page.getByRole('dialog').getByRole('combobox')
    await box.fill('进度条')
    await page
      .getByRole('option', { name: /耗时的操作/ })
      .first()
      .waitFor()
    // The reference is only in English.
    await box.fill('set_progressbar')
    await page
      .getByRole('option', { name: /set_progressbar\(\)/ })
      .first()
      .waitFor()

    await page.goto(`${url}/docs`)
    await pressSearchKey(page)
    await page.getByRole('dialog').getByRole('combobox').fill('进度条')
    await page.getByText('No results for').waitFor()
  })
})

/** The page at an address, with its ids and its links. */
interface Crawled {
  readonly status: number
  readonly ids: ReadonlySet<string>
  readonly links: readonly string[]
}

const unescaped = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&#x27;', "'")

async function crawl(path: string): Promise<Crawled> {
  const answer = await fetch(url + path)
  const isHtml = answer.headers.get('content-type')?.startsWith('text/html') ?? false
  // Next.js repeats the page's content in scripts.
  const body = await answer.text()
  const html = isHtml ? body.replace(/<script[\s\S]*?<\/script>/g, '') : ''
  const attributes = (name: string): string[] =>
    [...html.matchAll(new RegExp(String.raw`\s${name}="([^"]*)"`, 'g'))].map(
      ([, value = '']) => unescaped(value),
    )
  return {
    status: answer.status,
    ids: new Set(attributes('id')),
    links: [...attributes('href'), ...attributes('src')],
  }
}

/**
 * The crawl visits only every n-th of the many pages of the reference. reference.browser.test.ts checks the
 * links of all of them.
 */
const SAMPLE = 50

it('every link of every page works', async () => {
  const reference = (await referencePages()).map(({ slug }) => docsUrl(slug))
  const sample = reference.filter((_, index) => index % SAMPLE === 0)
  const notCrawled = new Set(reference.filter((path) => !sample.includes(path)))
  const crawled = new Map<string, Crawled>()
  const broken: string[] = []
  const waiting = ['/docs', ...sample].map((path) => ({ path, hash: '', from: '' }))
  const checks: { path: string; hash: string; from: string }[] = []
  for (let link = waiting.pop(); link; link = waiting.pop()) {
    const { path } = link
    if (notCrawled.has(path)) continue
    checks.push(link)
    if (crawled.has(path)) continue
    const page = await crawl(path)
    crawled.set(path, page)
    if (!path.startsWith('/docs')) continue
    for (const target of page.links) {
      if (/^[a-z]+:/i.test(target)) continue
      const { pathname, search, hash } = new URL(target, url + path)
      // The fragment of the playground's address is a program.
      const isPlace = pathname !== '/docs/playground'
      waiting.push({
        path: pathname + search,
        hash: isPlace ? decodeURIComponent(hash.slice(1)) : '',
        from: path,
      })
    }
  }
  for (const { path, hash, from } of checks) {
    const page = crawled.get(path)
    if (page?.status !== 200) broken.push(`${from} → ${path}: ${page?.status}`)
    else if (hash !== '' && path.startsWith('/docs') && !page.ids.has(hash))
      broken.push(`${from} → ${path}#${hash}`)
  }
  expect(
    [...crawled.keys()].filter((path) => path.startsWith('/docs/')).length,
  ).toBeGreaterThan(50)
  expect([...new Set(broken)]).toEqual([])
})

it('provides its texts for coding assistants', async () => {
  const text = async (path: string): Promise<string> => {
    const answer = await fetch(url + path)
    expect([path, answer.status]).toEqual([path, 200])
    return answer.text()
  }
  const pages = await text('/llms.txt')
  expect(pages).toContain('- [Input](/docs/guide/input): An input function')
  for (const [, path = ''] of pages.matchAll(/\]\((\/docs[^)]*)\)/g)) await text(path)

  const full = await text('/llms-full.txt')
  expect(full).toContain('A table for ${seats} is reserved')
  expect(full).not.toMatch(/\]\(\.\.\/examples\//)

  const skill = await text('/skill.md')
  expect(skill).toMatch(/^---\nname: webio\ndescription: .+\n---\n/)
  expect(skill).toContain('- `put_text`: Shows plain text.')
})
