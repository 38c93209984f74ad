import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { launchBrowser } from '../../packages/next-plugin/test/browser'
import { URL_VARIABLE } from './running-site'

export interface SiteBrowser {
  /** Where the site is. */
  readonly url: string
  /** Opens a page of the site, in the context of the test that runs. */
  open(path: string): Promise<Page>
}

/** Next fetches style sheets of linked pages ahead; on a slow machine Chromium remarks that they were not needed yet. */
const FETCHED_AHEAD =
  /was preloaded using link preload but not used within a few seconds/

/**
 * A browser for the tests of a file, with a context for each of them. A test fails where the console complained, hydration included, or an
 * error was not caught.
 */
export function siteBrowser(): SiteBrowser {
  const url = process.env[URL_VARIABLE] ?? ''
  let browser: Browser
  let context: BrowserContext
  let complaints: string[]

  beforeAll(async () => {
    browser = await launchBrowser()
  }, 60_000)
  afterAll(() => browser?.close())
  beforeEach(async () => {
    context = await browser.newContext()
    complaints = []
  })
  afterEach(async () => {
    await context?.close()
    expect(complaints).toEqual([])
  })

  return {
    url,
    async open(path) {
      const page = await context.newPage()
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('console', (message) => {
        const isComplaint = ['error', 'warning'].includes(message.type())
        if (isComplaint && !FETCHED_AHEAD.test(message.text()))
          complaints.push(message.text())
      })
      await page.goto(url + path)
      return page
    },
  }
}

/** The frame in which an example of the tour runs. */
export const example = (page: Page, name: string): Locator =>
  page.locator(`[data-example="${name}"]`)

/** Presses the button of this label, in a page or in an example. */
export const press = (where: Page | Locator, name: string): Promise<void> =>
  where.getByRole('button', { name, exact: true }).click()
