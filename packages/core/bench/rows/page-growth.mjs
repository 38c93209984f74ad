import { setTimeout } from 'node:timers/promises'
import { addressOf } from '../address.mjs'
import { withPage } from '../browser.mjs'
import { growthRow } from '../growth-row.mjs'
import { median } from '../measure.mjs'
import { paintAfterClick } from '../paint.mjs'
import { textOf, THE_END } from '../payloads.mjs'
import { rowOf } from '../report.mjs'

const SIZES = [1000, 10_000, 100_000]

/** Lets a page that was just loaded settle. */
const REST_MS = 300

/** The work of a page with many outputs. @type {readonly { app: string, work: string, lastText?: string }[]} */
const WORK = [
  { app: 'lines', work: 'put_text painted, at the end of one scope' },
  { app: 'front', work: 'put_text painted, at the front of one scope', lastText: THE_END },
  { app: 'changes', work: 'outputs, one in ten changed and one in ten removed', lastText: THE_END },
]

/**
 * How the cost of a page grows with its content, in CPU time of its main thread.
 * @param {import('../main.mjs').Bench} bench
 */
export async function pageGrowth(bench) {
  const sizes = bench.quick ? SIZES.map((size) => size / 100) : SIZES
  const rounds = bench.quick ? 1 : 3
  const rows = []
  for (const { app, work, lastText } of WORK) {
    const costs = []
    for (const lines of sizes) {
      costs.push(await cpuTime(bench, { url: bench.ours.url, app, lines, rounds, lastText }))
      if (app !== 'lines' || lines !== sizes.at(-1)) continue
      const bare = await cpuTime(bench, { url: bench.bare.url, app, lines, rounds })
      rows.push(
        rowOf(
          {
            work: `${lines.toLocaleString('en')} put_text painted, CPU time`,
            unit: 'ms',
            ours: [costs.at(-1) ?? NaN],
            bare: [bare],
            aim: 'at most 2.5 times',
          },
          ({ ratio }) => ratio <= 2.5,
        ),
      )
    }
    rows.push(growthRow({ work, unit: 'ms', sizes, costs }))
  }
  const records = bench.quick ? [100, 1000] : [10_000, 100_000, 1_000_000]
  const costs = []
  for (const count of records) {
    costs.push(
      await cpuTime(bench, {
        url: bench.ours.url,
        app: 'source',
        records: count,
        rounds,
        lastText: 'cell 0, 0',
      }),
    )
  }
  // It contains only the rows in view.
  const work = 'rows of a data source, first painted'
  return [...rows, growthRow({ work, unit: 'ms', sizes: records, costs, steepest: 1.3 })]
}

/**
 * @param {import('../main.mjs').Bench} bench
 * @param {{ url: string, app: string, lines?: number, records?: number, rounds: number, lastText?: string | undefined }} work
 * @returns {Promise<number>} milliseconds of the page's main thread, from the click until everything is painted; the median
 */
async function cpuTime(
  { browser },
  { url, app, lines = 0, records = 0, rounds, lastText = textOf(lines - 1) },
) {
  const address = addressOf(url, app, { lines, steps: 0, rows: 0, columns: 0, records })
  const times = []
  for (let round = 0; round < rounds; round++) {
    times.push(
      await withPage(await browser(), address, async (page) => {
        await setTimeout(REST_MS)
        const cdp = await page.context().newCDPSession(page)
        await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
        const spent = async () =>
          (await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')
            ?.value ?? NaN
        const before = await spent()
        await page.evaluate(paintAfterClick, lastText)
        return ((await spent()) - before) * 1000
      }),
    )
  }
  return median(times)
}
