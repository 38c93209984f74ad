import { addressOf } from '../address.mjs'
import { withPage } from '../browser.mjs'
import { stepText } from '../payloads.mjs'
import { startWorker } from '../processes.mjs'
import { rowOf } from '../report.mjs'

/** The allowed fluctuation, in kB. */
const NOISE_KB = 500

/** A step of the application `progress` changes a bar, clears a scope and writes into it. */
const UPDATES_PER_STEP = 3

/**
 * The additional memory that an endless session and its page use after a long time, compared with a short time.
 * @param {import('../main.mjs').Bench} bench
 */
export async function longLife(bench) {
  return [await weekOfASession(bench), await millionUpdatesOfAPage(bench)]
}

/**
 * @param {import('../main.mjs').Bench} bench
 */
async function weekOfASession({ quick }) {
  const days = quick ? 1 : 7
  const worker = startWorker(new URL('../webio/long-life.mjs', import.meta.url), {
    execArgv: ['--expose-gc'],
  })
  try {
    await worker.call('day')
    const before = await worker.call('memory')
    for (let day = 0; day < days; day++) await worker.call('day')
    return grown(
      `memory of a session that shows each second anew, after ${days + 1} days over that after one`,
      (await worker.call('memory')) - before,
    )
  } finally {
    await worker.stop()
  }
}

/**
 * @param {import('../main.mjs').Bench} bench
 */
async function millionUpdatesOfAPage({ quick, ours, browser }) {
  const clicks = quick ? 2 : 10
  const updates = quick ? 3000 : 100_000
  const steps = Math.ceil(updates / UPDATES_PER_STEP)
  const address = addressOf(ours.url, 'progress', { lines: 0, steps, rows: 0, columns: 0, records: 0 })
  return withPage(await browser(), address, async (page) => {
    const cdp = await page.context().newCDPSession(page)
    const held = async () => {
      await cdp.send('HeapProfiler.collectGarbage')
      return (await cdp.send('Runtime.getHeapUsage')).usedSize
    }
    await page.evaluate(untilShownAgain, stepText(steps))
    const before = await held()
    for (let click = 1; click < clicks; click++) await page.evaluate(untilShownAgain, stepText(steps))
    const total = (clicks * updates).toLocaleString('en')
    return grown(
      `memory of a page after ${total} updates over that after ${updates.toLocaleString('en')}`,
      (await held()) - before,
    )
  })
}

/**
 * Clicks the button, and waits until the text disappears, if it was already there, and appears. Runs in the page.
 * @param {string} text
 */
async function untilShownAgain(text) {
  const root = /** @type {Element} */ (document.querySelector('[data-webio-scope=ROOT]'))
  const until = async (/** @type {boolean} */ isShown) => {
    while (root.textContent?.includes(text) !== isShown) await new Promise(requestAnimationFrame)
  }
  root.querySelector('button')?.click()
  await until(false)
  await until(true)
}

/**
 * @param {string} work
 * @param {number} bytes
 */
const grown = (work, bytes) =>
  rowOf(
    { work, unit: 'kB', ours: [bytes / 1000], aim: `at most ${NOISE_KB} kB` },
    ({ ours }) => ours <= NOISE_KB,
  )
