import { chromium } from 'playwright-core'
import { CHROMIUM_ARGS } from '../../../scripts/chromium.mjs'

/** A page may show 100,000 outputs before its button. */
const LONGEST_LOAD_MS = 180_000

/**
 * Opens a page in a browser with empty caches, calls `use` with it, and closes it.
 *
 * @template T
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {(page: import('playwright-core').Page) => Promise<T>} use
 * @param {(page: import('playwright-core').Page) => void} [prepare] called before the page is loaded
 * @returns {Promise<T>}
 */
export async function withPage(browser, url, use, prepare) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const page = await context.newPage()
    prepare?.(page)
    await page.goto(url)
    await page.getByRole('button', { name: 'start' }).waitFor({ timeout: LONGEST_LOAD_MS })
    return await use(page)
  } finally {
    await context.close()
  }
}

/**
 * @param {string} executablePath
 */
export const launchBrowser = (executablePath) => chromium.launch({ executablePath, args: CHROMIUM_ARGS })
