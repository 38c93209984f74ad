/** Compares WebIO with the bare libraries that it uses, in the same run. See `npm run bench`. */
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import process from 'node:process'
import { besideRows } from './beside.mjs'
import { launchBrowser } from './browser.mjs'
import { writePerformancePage } from './performance-page.mjs'
import { tableOf } from './report.mjs'
import { cluster } from './rows/cluster.mjs'
import { durable } from './rows/durable.mjs'
import { firstOutput } from './rows/first-output.mjs'
import { growth } from './rows/growth.mjs'
import { longLife } from './rows/long-life.mjs'
import { memory } from './rows/memory.mjs'
import { painting } from './rows/painting.mjs'
import { pageGrowth } from './rows/page-growth.mjs'
import { parentRender } from './rows/parent-render.mjs'
import { pins } from './rows/pins.mjs'
import { soak } from './rows/soak.mjs'
import { storms } from './rows/storms.mjs'
import { roundTrip } from './rows/round-trip.mjs'
import { throughput } from './rows/throughput.mjs'
import { uploads } from './rows/uploads.mjs'
import { weight } from './rows/weight.mjs'
import { startSide } from './sides.mjs'

/**
 * The context of a row.
 *
 * @typedef {object} Bench
 * @property {boolean} quick a smaller version, to check that everything works
 * @property {import('./sides.mjs').Side} ours
 * @property {import('./sides.mjs').Side} bare
 * @property {() => Promise<import('playwright-core').Browser>} browser
 * @property {() => string} browserPath finds its executable
 */

/** @typedef {import('./report.mjs').Row} Row */

/** @type {Record<string, (bench: Bench) => Promise<Row[]>>} */
const ROWS = {
  throughput,
  'round-trip': roundTrip,
  pins,
  uploads,
  memory,
  soak,
  painting,
  weight,
  growth,
  'page-growth': pageGrowth,
  'parent-render': parentRender,
  'first-output': firstOutput,
  storms,
  'long-life': longLife,
  cluster,
  durable,
}

/**
 * @param {object} options
 * @param {boolean} options.quick
 * @param {string | undefined} options.json file for the table as JSON
 * @param {readonly string[]} options.only names of rows; empty for all
 * @param {string | undefined} options.beside the folder of another checkout that is compared with this one, instead of the bare parts
 * @param {boolean} options.markdown writes the figures into docs/performance.md
 * @param {() => string} options.chromium finds the browser's executable
 */
export async function runBench({ quick, json, only, beside, markdown, chromium }) {
  const unknown = only.find((name) => !(name in ROWS))
  if (unknown) throw new Error(`There are no rows '${unknown}'. There are ${Object.keys(ROWS).join(', ')}.`)
  if (beside) {
    if (only.length > 0) throw new Error('--beside measures rows of its own. Remove the names of rows.')
    report({ table: await besideRows({ beside, quick, chromium }), quick, json, other: 'the other checkout' })
    return
  }
  const ours = await startSide('webio')
  const bare = await startSide('bare')
  /** @type {Promise<import('playwright-core').Browser> | undefined} */
  let launched
  const browser = () => (launched ??= launchBrowser(chromium()))
  /** @type {Map<string, Row[]>} */
  const measured = new Map()
  try {
    for (const [name, measure] of Object.entries(ROWS)) {
      if (only.length > 0 && !only.includes(name)) continue
      console.log(`measuring ${name} …`)
      measured.set(name, await measure({ quick, ours, bare, browser, browserPath: chromium }))
    }
  } finally {
    await Promise.all([ours.stop(), bare.stop(), launched?.then((browser) => browser.close())])
  }
  report({ table: [...measured.values()].flat(), quick, json })
  if (markdown) await writePerformancePage(measured, MACHINE)
}

const MACHINE = `${cpus().length} × ${cpus()[0]?.model}, Node ${process.versions.node}`

/**
 * @param {{ table: readonly Row[], quick: boolean, json: string | undefined, other?: string }} options
 */
function report({ table, quick, json, other }) {
  const note = quick ? '\n--quick only checks that everything works; its numbers mean nothing.' : ''
  console.log(`\n${tableOf(table, other)}\n\n${MACHINE}${note}`)
  if (json) writeFileSync(json, `${JSON.stringify({ machine: MACHINE, quick, rows: table }, null, 2)}\n`)
}
