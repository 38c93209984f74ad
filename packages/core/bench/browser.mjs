import { chromium } from 'playwright-core'
import { CHROMIUM_ARGS } from '../../../scripts/chromium.mjs'

/**
 * Opens a page in a browser that holds nothing from before, has `use` do something with it, and closes it.
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
    await page.getByRole('button', { name: 'start' }).waitFor()
    return await use(page)
  } finally {
    await context.close()
  }
}

/**
 * @param {string} executablePath
 */
export const launchBrowser = (executablePath) => chromium.launch({ executablePath, args: CHROMIUM_ARGS })
