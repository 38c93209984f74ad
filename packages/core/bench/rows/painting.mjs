import { addressOf } from '../address.mjs'
import { withPage } from '../browser.mjs'
import { inTurns, pick } from '../measure.mjs'
import { paintApp } from '../paint-app.mjs'
import { paintingSizes, stepText, tableCells, textOf } from '../payloads.mjs'
import { rowOf } from '../report.mjs'
import { scrollThrough } from '../scroll.mjs'

/** From the first row of a data table to its last. */
const SCROLL_STEPS = 200

/**
 * The time from a click until its result is painted, in Chromium.
 * @param {import('../main.mjs').Bench} bench
 */
export async function painting(bench) {
  const sizes = paintingSizes(bench.quick)
  const lines = await paint(bench, 'lines', sizes, textOf(sizes.lines - 1))
  const progress = await paint(bench, 'progress', sizes, stepText(sizes.steps))
  const table = await paint(bench, 'table', sizes, tableCells(sizes.rows, sizes.columns).at(-1)?.at(-1) ?? '')
  const datatable = await paintDatatable(bench, sizes)
  const scrolling = await scrollDatatable(bench, sizes)
  const texts = `${sizes.lines.toLocaleString('en')} put_text`
  return [
    rowOf(
      { work: `${texts} painted`, unit: 's', ...pick(lines, 'seconds'), aim: 'at most 1 s' },
      ({ ours }) => ours <= 1,
    ),
    rowOf(
      {
        work: `${texts}, longest frame`,
        unit: 'ms',
        ...pick(lines, 'longestFrameMs'),
        aim: 'at most 200 ms',
      },
      ({ ours }) => ours <= 200,
    ),
    rowOf(
      {
        work: `${sizes.steps.toLocaleString('en')} steps of progress painted`,
        unit: 's',
        ...pick(progress, 'seconds'),
        aim: 'at most 1.5 times',
      },
      ({ ratio }) => ratio <= 1.5,
    ),
    rowOf(
      {
        work: `${sizes.steps.toLocaleString('en')} steps of progress, longest frame`,
        unit: 'ms',
        ...pick(progress, 'longestFrameMs'),
        aim: 'at most 100 ms',
      },
      ({ ours }) => ours <= 100,
    ),
    rowOf(
      {
        work: `put_table of ${sizes.rows.toLocaleString('en')} by ${sizes.columns} painted`,
        unit: 's',
        ...pick(table, 'seconds'),
        aim: 'at most 2 times',
      },
      ({ ratio }) => ratio <= 2,
    ),
    rowOf(
      {
        work: `put_datatable of ${sizes.records.toLocaleString('en')} by ${sizes.columns} first painted, to a bare table of ${sizes.rows.toLocaleString('en')}`,
        unit: 's',
        ...pick(datatable, 'seconds'),
        aim: 'at most 2.4 times',
      },
      ({ ratio }) => ratio <= 2.4,
    ),
    rowOf(
      {
        work: `${SCROLL_STEPS} steps of scrolling through all of it`,
        unit: 's',
        ...pick(scrolling, 'seconds'),
        aim: 'at most 2 times',
      },
      ({ ratio }) => ratio <= 2,
    ),
    rowOf(
      {
        work: `${SCROLL_STEPS} steps of scrolling through all of it, frames over 50 ms`,
        unit: 'frames',
        ...pick(scrolling, 'slowFrames'),
        aim: 'at most 10, or 1.2 times',
      },
      ({ ours, ratio }) => ours <= 10 || ratio <= 1.2,
    ),
    rowOf(
      {
        work: `${SCROLL_STEPS} steps of scrolling through all of it, longest frame`,
        unit: 'ms',
        ...pick(scrolling, 'longestFrameMs'),
        aim: 'at most 100 ms, or 2 times',
      },
      ({ ours, ratio }) => ours <= 100 || ratio <= 2,
    ),
  ]
}

/** @typedef {Awaited<ReturnType<typeof paintApp>>} Painted */

/**
 * @param {import('../main.mjs').Bench} bench
 * @param {string} app
 * @param {import('../payloads.mjs').Sizes} sizes
 * @param {string} lastText
 * @returns {Promise<{ ours: Painted[], bare: Painted[] }>}
 */
async function paint(bench, app, sizes, lastText) {
  return inTurns(
    bench.quick ? 1 : 7,
    () => paintApp(bench.browser, bench.ours.url, app, sizes, lastText),
    () => paintApp(bench.browser, bench.bare.url, app, sizes, lastText),
  )
}

/**
 * A hundred thousand records, compared with a bare table of a hundredth of them, because the rest is not in view.
 *
 * @param {import('../main.mjs').Bench} bench
 * @param {import('../payloads.mjs').Sizes} sizes
 * @returns {Promise<{ ours: Painted[], bare: Painted[] }>}
 */
async function paintDatatable(bench, sizes) {
  const last = tableCells(sizes.rows, sizes.columns).at(-1)?.at(-1) ?? ''
  return inTurns(
    bench.quick ? 1 : 7,
    () => paintApp(bench.browser, bench.ours.url, 'datatable', sizes, 'cell 0, 0'),
    () => paintApp(bench.browser, bench.bare.url, 'table', sizes, last),
  )
}

/**
 * Each step scrolls hundreds of rows further, so that nothing that was drawn can be reused. Compared with a handwritten windowed table.
 *
 * @param {import('../main.mjs').Bench} bench
 * @param {import('../payloads.mjs').Sizes} sizes
 */
async function scrollDatatable(bench, sizes) {
  const options = { steps: SCROLL_STEPS, lastText: `cell ${sizes.records - 1}, 0` }
  /**
   * @param {string} url
   */
  const scroll = async (url) =>
    withPage(await bench.browser(), addressOf(url, 'datatable', sizes), (page) =>
      page.evaluate(scrollThrough, options),
    )
  return inTurns(
    bench.quick ? 1 : 3,
    () => scroll(bench.ours.url),
    () => scroll(bench.bare.url),
  )
}
