import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { TestContexts } from '../../../../scripts/jest/test-browser'

/** Messages about a cut connection, no matter who cut it: Chromium's, and ours for the developer. */
export const NETWORK_NOISE =
  /Failed to load resource|WebSocket connection to '.*' failed|net::ERR_|WebIO: no server answers/

/** The browser of a test file. */
export interface Chromium {
  /** A person with their own browser, who prefers reduced motion, so that nothing is caught in the middle of an animation. Closed after the test. */
  context(options?: BrowserContextOptions): Promise<BrowserContext>
  /** A page of a new context. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>
  /** Matching errors and warnings do not fail this test. */
  expectProblem(pattern: RegExp): void
  /** Reports a problem elsewhere, such as on the server. The test fails unless it expects the problem. */
  report(problem: string): void
  /**
   * Closes all pages, as happens after each test, before the servers that they are connected to close. Errors
   * of the pages while they close, such as a part that was still loading, do not matter.
   */
  leave(): Promise<void>
}

/**
 * The browser for the tests of a file. A test fails if a page prints an error or a warning that the test does not expect. A failed test leaves
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
