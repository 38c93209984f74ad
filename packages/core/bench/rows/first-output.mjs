import { inTurns } from '../measure.mjs'
import { startWorker } from '../processes.mjs'
import { rowOf } from '../report.mjs'
import { slowLine } from '../slow-line.mjs'
import { launchWithoutDebugger } from '../browser-without-debugger.mjs'

/** A visitor at some distance: a round trip in milliseconds, and bytes per second. */
const NETWORK = { offline: false, latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000 }

/**
 * The time from a navigation until the first output is painted: to the stand-alone page, and to a host page with `firstPaint` and without it.
 * @param {import('../main.mjs').Bench} bench
 */
export async function firstOutput(bench) {
  return [...(await standAlone(bench)), await hostPage(bench)]
}

/** A line like `NETWORK`. */
const LINE = { roundTripMs: 40, bytesPerMs: 1250 }

/** @param {import('../main.mjs').Bench} bench */
async function standAlone({ quick, browserPath, ours, bare }) {
  const chromium = await launchWithoutDebugger(browserPath())
  const lines = await Promise.all(
    [ours.url, bare.url].map((url) => slowLine(Number(new URL(url).port), LINE)),
  )
  const here = [ours.url, bare.url]
  const far = lines.map(({ port }) => `http://127.0.0.1:${port}/`)
  /** @param {string[]} urls @param {string} query */
  const compared = ([our = '', bares = ''], query) =>
    inTurns(
      quick ? 1 : 15,
      () => chromium.firstPaint(`${our}${query}`),
      () => chromium.firstPaint(`${bares}${query}`),
    )
  /** @param {string} what @param {string[]} urls @param {string} query */
  const row = async (what, urls, query) => {
    const work = `navigation to ${what}`
    const aim = { unit: 'ms', aim: 'at most 1.5 times' }
    return rowOf({ work, ...(await compared(urls, query)), ...aim }, ({ ratio }) => ratio <= 1.5)
  }
  const [text, button] = ['?app=hello', '?app=lines&lines=1']
  try {
    return [
      await row('the first output of the stand-alone page, on this machine', here, text),
      await row('the first output of the stand-alone page, round trips of 40 ms and 10 Mbit/s', far, text),
      await row('a button as the first output, on this machine', here, button),
      await row('a button as the first output, round trips of 40 ms and 10 Mbit/s', far, button),
    ]
  } finally {
    for (const { close } of lines) close()
    await chromium.close()
  }
}

const TEXT = '[data-webio-output="text"]'

/** @param {import('../main.mjs').Bench} bench */
async function hostPage({ quick, browser }) {
  const site = startWorker(new URL('../../../react/bench/painted-server.mjs', import.meta.url))
  try {
    const url = await site.call('url')
    const chromium = await browser()
    // The modules of the server are loaded with the first document.
    await timeTo(TEXT, chromium, `${url}?painted`, NETWORK)
    const { ours, bare } = await inTurns(
      quick ? 1 : 9,
      () => timeTo(TEXT, chromium, `${url}?painted`, NETWORK),
      () => timeTo(TEXT, chromium, url, NETWORK),
    )
    const work = 'navigation to first output, round trips of 40 ms and 10 Mbit/s, `firstPaint` to none'
    return rowOf({ work, unit: 'ms', ours, bare, aim: 'at most 0.5 times' }, ({ ratio }) => ratio <= 0.5)
  } finally {
    await site.stop()
  }
}

/**
 * @param {string} selector
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {typeof NETWORK} [network] without it, requests stay on this machine
 * @returns {Promise<number>} milliseconds until an element is painted, with empty caches
 */
async function timeTo(selector, browser, url, network) {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    if (network) {
      const cdp = await context.newCDPSession(page)
      await cdp.send('Network.enable')
      await cdp.send('Network.emulateNetworkConditions', network)
    }
    await page.addInitScript((wanted) => {
      const look = () => {
        const isThere = document.querySelector(wanted) !== null
        if (isThere) requestAnimationFrame(() => Object.assign(window, { firstOutput: performance.now() }))
        else requestAnimationFrame(look)
      }
      look()
    }, selector)
    await page.goto(url, { waitUntil: 'commit' })
    const time = await page.waitForFunction(() => Reflect.get(window, 'firstOutput'))
    return /** @type {number} */ (await time.jsonValue())
  } finally {
    await context.close()
  }
}
