import { setTimeout } from 'node:timers/promises'
import { addressOf } from './address.mjs'
import { withPage } from './browser.mjs'
import { paintAfterClick } from './paint.mjs'

/** Lets a page that was just loaded settle. */
const REST_MS = 300

/**
 * Opens an application in Chromium, clicks its button, and waits until the result is painted.
 *
 * @param {() => Promise<import('playwright-core').Browser>} browser
 * @param {string} url the URL of the server
 * @param {string} app
 * @param {import('./payloads.mjs').Sizes} sizes
 * @param {string} lastText the text of the last element
 */
export async function paintApp(browser, url, app, sizes, lastText) {
  return withPage(await browser(), addressOf(url, app, sizes), async (page) => {
    await setTimeout(REST_MS)
    return page.evaluate(paintAfterClick, lastText)
  })
}
