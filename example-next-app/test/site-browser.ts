import type {
  BrowserContext,
  BrowserContextOptions,
  Frame,
  Locator,
  Page,
} from 'playwright-core'
import { TestContexts } from '../../scripts/jest/test-browser'
import { URL_VARIABLE } from './running-site'

export interface SiteBrowser {
  /** The URL of the site. */
  readonly url: string
  /** Opens a page of the site, in a context of the running test. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>
  /** Opens a page of the site that stays open for all tests of the file. Call it in `beforeAll`. */
  openForAll(path: string): Promise<Page>
  /** Declares that the running test causes this message in the console. */
  expectProblem(pattern: RegExp): void
}

/**
 * Chromium's warnings on a slow machine: Next preloads style sheets of linked pages that are not needed yet,
 * and a page that has waited for a WebSocket for three seconds continues without it.
 */
const OF_A_SLOW_MACHINE =
  /was preloaded using link preload but not used within a few seconds|WebSocket is closed before the connection is established/

/**
 * The browser for the tests of a file. A test fails if the console reports a problem, about hydration for example, or an error is not caught. A failed
 * test leaves screenshots and traces in test-results.
 */
export function siteBrowser(): SiteBrowser {
  const url = process.env[URL_VARIABLE] ?? ''
  const ofTest = new TestContexts()
  const ofFile = new TestContexts()
  const complaints: string[] = []
  const expected: RegExp[] = []

  afterEach(async () => {
    const patterns = expected.splice(0)
    const all = complaints
      .splice(0)
      .filter((text) => !patterns.some((pattern) => pattern.test(text)))
    await ofTest.closeAll()
    // A page that is closed while it connects reports that, which is not a problem.
    complaints.length = 0
    ofTest.settle(all.length > 0)
    expect(all).toEqual([])
  })
  afterAll(async () => {
    await ofFile.closeAll()
    ofFile.settle()
  })

  const openIn = async (context: BrowserContext, path: string): Promise<Page> => {
    const page = await context.newPage()
    await page.addInitScript(writeDownToasts)
    const complain = (text: string): void => {
      if (!OF_A_SLOW_MACHINE.test(text)) complaints.push(text)
    }
    page.on('pageerror', (error) => complain(String(error)))
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complain(message.text())
    })
    await page.goto(url + path)
    await untilHydrated(page)
    return page
  }

  return {
    url,
    open: async (path, options) => openIn(await ofTest.open(options), path),
    openForAll: async (path) => openIn(await ofFile.open(), path),
    expectProblem: (pattern) => void expected.push(pattern),
  }
}

/**
 * Waits until React handles the events of all controls that the server has rendered. Next.js hydrates a page after it has loaded, so an earlier click
 * would be lost. React offers no event for that, but marks the elements.
 */
export async function untilHydrated(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('button, input')].every((control) =>
      Object.keys(control).some((key) => key.startsWith('__reactProps$')),
    ),
  )
}

/** A toast as it first appeared. */
interface Toasted {
  readonly text: string
  /** Pixels from the left edge of the view. */
  readonly left: number
  readonly color: string
}

type ToastWindow = { readonly toasted: readonly Toasted[] }

/**
 * Runs in the page: records the texts of toasts. Toasts disappear by themselves, perhaps before a slow test looks.
 */
function writeDownToasts(): void {
  const toasted: Toasted[] = []
  const known = new Set<Element>()
  Object.assign(window, { toasted })
  new MutationObserver(() => {
    for (const toast of document.querySelectorAll('[data-webio-toast]')) {
      if (known.has(toast)) continue
      known.add(toast)
      toasted.push({
        text: toast.textContent,
        left: toast.getBoundingClientRect().left,
        color: getComputedStyle(toast).getPropertyValue('--webio-toast').trim(),
      })
    }
  }).observe(document, { subtree: true, childList: true })
}

/**
 * Waits until a toast with this text has appeared, and returns it. It may have disappeared again.
 * @param times how many such toasts must have appeared since the page was loaded
 */
export async function untilToast(
  page: Page,
  text: string,
  times = 1,
): Promise<Toasted> {
  const found = await page.waitForFunction(
    ([text, times]) =>
      (window as unknown as ToastWindow).toasted.filter((toast) =>
        toast.text.includes(text),
      )[times - 1],
    [text, times] as const,
  )
  return (await found.jsonValue()) as Toasted
}

/**
 * Sets the color scheme that the visitor prefers, and waits until the page shows it.
 * @param frames frames in the page that must know it, too
 */
export async function prefer(
  page: Page,
  colorScheme: 'light' | 'dark',
  ...frames: Frame[]
): Promise<void> {
  const all = await Promise.all(
    [page.mainFrame(), ...frames].map((frame) =>
      frame.evaluateHandle((isDark) => {
        const query = matchMedia('(prefers-color-scheme: dark)')
        // Listeners are called in order, so those of the page are called before this one.
        const told =
          query.matches === isDark
            ? null
            : new Promise<void>((resolve) => {
                query.addEventListener('change', () => resolve(), { once: true })
              })
        return { told }
      }, colorScheme === 'dark'),
    ),
  )
  await page.emulateMedia({ colorScheme })
  await Promise.all(all.map((one) => one.evaluate(({ told }) => told)))
  // A transition shows colors in between, and not every component omits it for those who prefer no motion.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation instanceof CSSTransition)
        .map(({ finished }) => finished),
    ),
  )
}

/** The frame of an example of the tour. */
export const example = (page: Page, name: string): Locator =>
  page.locator(`[data-example="${name}"]`)

/** Presses the button with this label, in a page or in an example. */
export const press = (where: Page | Locator, name: string): Promise<void> =>
  where.getByRole('button', { name, exact: true }).click()
