import { inTurns } from '../measure.mjs'
import { startWorker } from '../processes.mjs'
import { rowOf } from '../report.mjs'

/** A visitor at some distance: a round trip in milliseconds, and bytes per second. */
const NETWORK = { offline: false, latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000 }

/**
 * The time from the navigation to a host page until its first output is painted, with `firstPaint` and without it.
 * @param {import('../main.mjs').Bench} bench
 */
export async function firstOutput({ quick, browser }) {
  const site = startWorker(new URL('../../../react/bench/painted-server.mjs', import.meta.url))
  try {
    const url = await site.call('url')
    const chromium = await browser()
    // The modules of the server are loaded with the first document.
    await timeTo(chromium, `${url}?painted`)
    const { ours, bare } = await inTurns(
      quick ? 1 : 9,
      () => timeTo(chromium, `${url}?painted`),
      () => timeTo(chromium, url),
    )
    const work = 'navigation to first output, round trips of 40 ms and 10 Mbit/s, `firstPaint` to none'
    return [rowOf({ work, unit: 'ms', ours, bare, aim: 'at most 0.5 times' }, ({ ratio }) => ratio <= 0.5)]
  } finally {
    await site.stop()
  }
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @returns {Promise<number>} milliseconds, with empty caches
 */
async function timeTo(browser, url) {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await cdp.send('Network.enable')
    await cdp.send('Network.emulateNetworkConditions', NETWORK)
    await page.addInitScript(() => {
      const look = () => {
        const isThere = document.querySelector('[data-webio-output="text"]') !== null
        if (isThere) requestAnimationFrame(() => Object.assign(window, { firstOutput: performance.now() }))
        else requestAnimationFrame(look)
      }
      look()
    })
    await page.goto(url, { waitUntil: 'commit' })
    const time = await page.waitForFunction(() => Reflect.get(window, 'firstOutput'))
    return /** @type {number} */ (await time.jsonValue())
  } finally {
    await context.close()
  }
}
