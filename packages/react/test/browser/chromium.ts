import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { TestContexts } from '../../../../scripts/jest/test-browser'

/** What Chromium writes when a connection is cut, whoever made it. */
export const NETWORK_NOISE = /Failed to load resource|WebSocket connection to '.*' failed|net::ERR_/

/** The browser, as a test file sees it. */
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

/**
 * The browser for the tests of a file. A test fails if a page writes an error or a warning that the test does not expect. A test that fails leaves
 * screenshots and traces in test-results.
 */
export function chromiumOfFile(): Chromium {
  jest.setTimeout(60_000)
  const contexts = new TestContexts()
  let problems: string[] = []
  let expected: RegExp[] = []
  let isLeaving = false
  const report = (problem: string): void => void problems.push(problem)
  const reportPage = (problem: string): void => {
    if (!isLeaving) report(problem)
  }
  const leave = async (): Promise<void> => {
    isLeaving = true
    await contexts.closeAll()
    isLeaving = false
  }

  afterEach(async () => {
    await leave()
    const unexpected = problems.filter((problem) => !expected.some((pattern) => pattern.test(problem)))
    problems = []
    expected = []
    contexts.settle(unexpected.length > 0)
    expect(unexpected).toEqual([])
  })

  const context = async (options?: BrowserContextOptions): Promise<BrowserContext> => {
    const made = await contexts.open({ locale: 'en-US', reducedMotion: 'reduce', ...options })
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
