import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { CHROMIUM_ARGS } from '../../../../scripts/chromium.mjs'

/** What Chromium writes when a connection is cut, whoever made it. */
export const NETWORK_NOISE = /Failed to load resource|WebSocket connection to '.*' failed|net::ERR_/

/** The browser of one test file. */
export interface Chromium {
  /** A person with a browser of their own, who likes less motion: nothing is caught half-way. Gone after the test. */
  context(options?: BrowserContextOptions): Promise<BrowserContext>
  /** A page of a new context. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>
  /** In this test, errors and warnings that match are no failure. */
  expectProblem(pattern: RegExp): void
  /** Something went wrong elsewhere, such as on the server: the test fails unless it expects that. */
  report(problem: string): void
  /**
   * Closes all pages, as it is done after each test: before what they are connected to goes. What a page says about that, such as that a part of it
   * was still on its way, is nobody's concern.
   */
  leave(): Promise<void>
}

/** Keeps one browser for the tests of a file. A test fails where a page wrote an error or a warning that it does not expect. */
export function chromiumOfFile(): Chromium {
  jest.setTimeout(60_000)
  let browser: Browser
  let problems: string[] = []
  let expected: RegExp[] = []
  let isLeaving = false
  const report = (problem: string): void => void problems.push(problem)
  const reportPage = (problem: string): void => {
    if (!isLeaving) report(problem)
  }
  const leave = async (): Promise<void> => {
    isLeaving = true
    for (const context of browser.contexts()) await context.close()
    isLeaving = false
  }

  beforeAll(async () => {
    const executablePath = process.env['CHROMIUM_PATH'] || '/usr/bin/chromium'
    browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS })
  })

  afterEach(async () => {
    await leave()
    const unexpected = problems.filter((problem) => !expected.some((pattern) => pattern.test(problem)))
    problems = []
    expected = []
    expect(unexpected).toEqual([])
  })

  afterAll(() => browser.close())

  const context = async (options?: BrowserContextOptions): Promise<BrowserContext> => {
    const made = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', ...options })
    made.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        reportPage(`${message.type()} in the page: ${message.text()}`)
    })
    made.on('weberror', (error) => reportPage(`uncaught in the page: ${String(error.error().stack)}`))
    return made
  }

  return {
    context,
    report,
    leave,
    async open(url, options) {
      const page = await (await context(options)).newPage()
      await page.goto(url)
      return page
    },
    expectProblem: (pattern) => void expected.push(pattern),
  }
}
