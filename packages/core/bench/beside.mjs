/** Compares this checkout with another one, in the same run. See `npm run bench -- --beside FOLDER`. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { launchBrowser } from './browser.mjs'
import { inTurns, pick } from './measure.mjs'
import { paintApp } from './paint-app.mjs'
import { paintingSizes, stepText, tableCells, textOf } from './payloads.mjs'
import { rowOf } from './report.mjs'
import { memoryPerSession } from './rows/memory.mjs'
import { startSide } from './sides.mjs'

/** By how much a row may be worse, because smaller differences are noise. */
const TOLERANCE = 1.05

/** @typedef {import('./sides.mjs').Side} Side */

/**
 * @param {object} options
 * @param {string} options.beside the folder of the other checkout, installed and built
 * @param {boolean} options.quick
 * @param {() => string} options.chromium finds the browser's executable
 * @returns {Promise<import('./report.mjs').Row[]>} `bare` is the other checkout
 */
export async function besideRows({ beside, quick, chromium }) {
  const checkout = resolve(beside)
  if (!existsSync(`${checkout}/packages/core/dist/index.js`)) {
    throw new Error(`--beside: ${checkout} is not a checkout of WebIO that is installed and built.`)
  }
  const ours = await startSide('webio')
  const other = await startSide('webio', { checkout })
  try {
    return [
      ...(await throughput({ quick, ours, other })),
      ...(await roundTrips({ quick, ours, other })),
      ...(await memory({ quick, checkout })),
      ...(await painting({ quick, ours, other, chromium })),
    ]
  } finally {
    await Promise.all([ours.stop(), other.stop()])
  }
}

/**
 * A row of which lower values are better.
 * @param {{ work: string, unit: string, ours: number[], bare: number[] }} measured
 */
const lowerIsBetter = (measured) =>
  rowOf({ ...measured, aim: 'at most 5 % more' }, ({ ratio }) => ratio <= TOLERANCE)

/**
 * A row of which higher values are better.
 * @param {{ work: string, unit: string, ours: number[], bare: number[] }} measured
 */
const higherIsBetter = (measured) =>
  rowOf({ ...measured, aim: 'at most 5 % less' }, ({ ratio }) => ratio >= 1 / TOLERANCE)

/**
 * @param {{ quick: boolean, ours: Side, other: Side }} sides
 */
async function throughput({ quick, ours, other }) {
  const count = quick ? 10_000 : 100_000
  const rows = []
  for (const pauseEvery of [100, 0]) {
    /**
     * @param {Side} side
     */
    const perSecond = async ({ client, url }) =>
      (count / (await client.call('texts', { url, count, pauseEvery }))) * 1000
    const runs = await inTurns(
      quick ? 1 : 7,
      () => perSecond(ours),
      () => perSecond(other),
    )
    const how = pauseEvery ? `a pause every ${pauseEvery}` : 'without a pause'
    const work = `${count.toLocaleString('en')} put_text to one client, ${how}`
    rows.push(higherIsBetter({ work, unit: '/s', ...runs }))
  }
  return rows
}

/**
 * @param {{ quick: boolean, ours: Side, other: Side }} sides
 */
async function roundTrips({ quick, ours, other }) {
  const scale = quick ? 0.1 : 1
  /**
   * @param {number} sessions
   * @param {number} rounds
   */
  const answers = (sessions, rounds) => {
    const loops = { sessions, warmUp: (rounds / 4) * scale, rounds: rounds * scale }
    return inTurns(
      quick ? 1 : 7,
      () => ours.client.call('answers', { url: ours.url, ...loops }),
      () => other.client.call('answers', { url: other.url, ...loops }),
    )
  }
  const one = await answers(1, 4000)
  const many = await answers(200, 200)
  const work = 'answer to next form'
  return [
    lowerIsBetter({ work: `${work}, 1 session, median`, unit: 'ms', ...pick(one, 'medianMs') }),
    higherIsBetter({ work: `${work}, 200 sessions at once`, unit: '/s', ...pick(many, 'perSecond') }),
    lowerIsBetter({ work: `${work}, 200 sessions at once, p99`, unit: 'ms', ...pick(many, 'p99Ms') }),
  ]
}

/**
 * @param {{ quick: boolean, checkout: string }} options
 */
async function memory({ quick, checkout }) {
  const count = quick ? 100 : 1000
  const runs = await inTurns(
    quick ? 1 : 3,
    () => memoryPerSession('webio', { count }),
    () => memoryPerSession('webio', { count, checkout }),
  )
  return [lowerIsBetter({ work: 'memory of a session with 20 outputs and a form', unit: 'kB', ...runs })]
}

/**
 * @param {{ quick: boolean, ours: Side, other: Side, chromium: () => string }} options
 */
async function painting({ quick, ours, other, chromium }) {
  const sizes = paintingSizes(quick)
  const work = [
    { app: 'lines', what: `${sizes.lines} put_text painted`, lastText: textOf(sizes.lines - 1) },
    { app: 'progress', what: `${sizes.steps} steps of progress painted`, lastText: stepText(sizes.steps) },
    {
      app: 'table',
      what: `put_table of ${sizes.rows} by ${sizes.columns} painted`,
      lastText: tableCells(sizes.rows, sizes.columns).at(-1)?.at(-1) ?? '',
    },
    { app: 'datatable', what: `put_datatable of ${sizes.records} first painted`, lastText: 'cell 0, 0' },
  ]
  const launched = launchBrowser(chromium())
  const browser = () => launched
  try {
    const rows = []
    for (const { app, what, lastText } of work) {
      const runs = await inTurns(
        quick ? 1 : 7,
        () => paintApp(browser, ours.url, app, sizes, lastText),
        () => paintApp(browser, other.url, app, sizes, lastText),
      )
      rows.push(lowerIsBetter({ work: what, unit: 's', ...pick(runs, 'seconds') }))
    }
    return rows
  } finally {
    await (await launched).close()
  }
}
