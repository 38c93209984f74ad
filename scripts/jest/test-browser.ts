import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

/** The browser that scripts/jest/browser-environment.mjs provides to the tests of a file. */
export interface BrowserOfWorker {
  /** Launches the browser, unless another file of this worker has. */
  get(): Promise<Browser>
  /** Whether the current attempt of the test has failed. */
  hasFailed: boolean
  /** Whether an earlier attempt of the same test has failed. */
  hasFailedBefore: boolean
}

const ofWorker = (globalThis as unknown as { webioBrowser: BrowserOfWorker }).webioBrowser

/** The folder for the screenshots and traces of failed tests. */
const RESULTS = resolve(__dirname, '../../test-results')

/**
 * The browser contexts of one test. A test that fails runs a second time, and leaves a trace of each context
 * and a screenshot of each page in `test-results`. Recording every test would slow all of them down by a
 * quarter. The test counts as failed, no matter what the result of the second attempt is.
 */
export class TestContexts {
  readonly #open = new Set<BrowserContext>()
  /** What the pages of this attempt showed when they were closed. */
  readonly #lastShown: string[] = []
  readonly #scratch = join(RESULTS, `.running-${process.pid}`)
  #seen = 0

  /** Create one for the tests of a file. */
  constructor() {
    jest.retryTimes(1, { logErrorsBeforeRetry: true, retryImmediately: true })
  }

  /** Opens a context of the worker's browser. It is closed by `closeAll`. */
  async open(options?: BrowserContextOptions): Promise<BrowserContext> {
    const context = await (await ofWorker.get()).newContext(options)
    this.#open.add(context)
    context.on('close', () => this.#open.delete(context))
    if (ofWorker.hasFailedBefore)
      await context.tracing.start({ screenshots: true, snapshots: true, sources: true })
    return context
  }

  /** Closes the contexts, after saving what they show. */
  async closeAll(): Promise<void> {
    for (const context of [...this.#open]) {
      await this.#putAside(context)
      await context.close()
    }
  }

  async #putAside(context: BrowserContext): Promise<void> {
    // A test closes its pages before jest knows whether it has failed. Their text costs little.
    for (const page of context.pages()) this.#lastShown.push(await shownIn(page))
    if (!ofWorker.hasFailed && !ofWorker.hasFailedBefore) return
    const name = join(this.#scratch, `${ofWorker.hasFailedBefore ? 'second' : 'first'}-${++this.#seen}`)
    try {
      if (ofWorker.hasFailedBefore) await context.tracing.stop({ path: `${name}-trace.zip` })
      for (const [index, page] of context.pages().entries())
        await page.screenshot({ path: `${name}-page-${index + 1}.jpeg`, quality: 60, timeout: 5000 })
    } catch {
      // A crashed page shows nothing. The test itself reports what went wrong.
    }
  }

  /**
   * Call it in `afterEach`, after the contexts are closed: keeps the files that a failed test has saved, and
   * reports where they are.
   * @param problem a problem that the test itself cannot know
   */
  settle(problem = false): void {
    const { currentTestName = '', testPath = '' } = expect.getState()
    const hasFailed = problem || ofWorker.hasFailed || ofWorker.hasFailedBefore
    if (hasFailed && existsSync(this.#scratch)) {
      const slug = currentTestName.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 100)
      const folder = join(RESULTS, basename(testPath).replace(/\.browser\.test\.ts$/, ''), slug)
      if (!ofWorker.hasFailedBefore) rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder, { recursive: true })
      for (const file of readdirSync(this.#scratch)) renameSync(join(this.#scratch, file), join(folder, file))
      const replay = ofWorker.hasFailedBefore
        ? '\nTo replay a trace: npx playwright-core show-trace FILE.zip'
        : ''
      console.error(`“${currentTestName}” failed. Its traces and screenshots are in\n${folder}${replay}`)
    }
    if (hasFailed && this.#lastShown.length > 0)
      console.error(`At the end of “${currentTestName}”, its pages showed:\n${this.#lastShown.join('\n')}`)
    this.#lastShown.length = 0
    rmSync(this.#scratch, { recursive: true, force: true })
    this.#seen = 0
    if (ofWorker.hasFailedBefore && !ofWorker.hasFailed && !problem)
      throw new Error('The first attempt failed for the reason given above; the second one passed.')
  }
}

/** The longest text of a page in a report. */
const LONGEST_TEXT = 1000

/** The address of a page, and what its components show, with the status of each. */
async function shownIn(page: Page): Promise<string> {
  const components = page
    .locator('.webio')
    .evaluateAll((elements) =>
      elements.map((element) => `${element.getAttribute('data-webio-status')}: ${element.textContent}`),
    )
  // A page may be too busy to answer, or crash.
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<string[]>((resolve) => (timer = setTimeout(resolve, 1000, ['(no answer)'])))
  const shown = await Promise.race([components, late]).catch(() => ['(crashed or gone)'])
  clearTimeout(timer)
  return `${page.url()}\n${shown.map((text) => `  ${text.slice(0, LONGEST_TEXT)}`).join('\n')}`
}
