import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inTurns, pick } from '../measure.mjs'
import { startWorker } from '../processes.mjs'
import { rowOf } from '../report.mjs'
import { startSide } from '../sides.mjs'
import { memoryPerSession } from './memory.mjs'

const SERVER = new URL('../webio/server.mjs', import.meta.url)

/** How long a page may wait for its session, in milliseconds, by the number of answers that the session has had. */
const RECOVERY = [
  { answers: 10, most: 100 },
  { answers: 100, most: 100 },
  { answers: 1000, most: 1000 },
]

/**
 * How a server can end.
 * @type {readonly { ending: string, end: (server: import('../processes.mjs').Worker) => Promise<unknown> }[]}
 */
const ENDINGS = [
  {
    ending: 'closes',
    end: async (server) => {
      await server.call('close')
      await server.stop()
    },
  },
  { ending: 'is killed', end: (server) => server.kill() },
]

const HALF = 'half an ans'

/**
 * The cost of keeping sessions in a folder, and the time to resume one. If a row compares two sides, the
 * second one is also WebIO, with
 * sessions that are not durable.
 * @param {import('../main.mjs').Bench} bench
 */
export async function durable({ quick, browser }) {
  return [
    ...(await answers(quick)),
    await memory(quick),
    ...(await recovery(quick)),
    ...(await replacement(quick, await browser())),
  ]
}

/**
 * @param {boolean} quick
 */
async function answers(quick) {
  const scale = quick ? 0.1 : 1
  const sessions = quick ? 20 : 200
  const one = { sessions: 1, warmUp: 500 * scale, rounds: 2000 * scale }
  const many = { sessions, warmUp: 50 * scale, rounds: 200 * scale }
  return inFolder(async (folder) => {
    const kept = await startSide('webio', { args: [folder] })
    const plain = await startSide('webio')
    /** @param {import('../sides.mjs').Side} side */
    const on =
      ({ client, url }, /** @type {Omit<import('../run-loops.mjs').Loops, 'url'>} */ loops) =>
      () =>
        client.call('answers', { url, ...loops })
    try {
      const alone = await inTurns(quick ? 1 : 7, on(kept, one), on(plain, one))
      const together = await inTurns(quick ? 1 : 7, on(kept, many), on(plain, many))
      return [
        rowOf(
          {
            work: 'answer to next form, durable against not, 1 session, median',
            unit: 'ms',
            ...pick(alone, 'medianMs'),
            aim: 'at most 1.3 times',
          },
          ({ ratio }) => ratio <= 1.3,
        ),
        rowOf(
          {
            work: `answer to next form, durable against not, ${sessions} sessions at once`,
            unit: '/s',
            ...pick(together, 'perSecond'),
            aim: 'at least half',
          },
          ({ ratio }) => ratio >= 0.5,
        ),
      ]
    } finally {
      await Promise.all([kept.stop(), plain.stop()])
    }
  })
}

/**
 * @param {boolean} quick
 */
async function memory(quick) {
  const count = quick ? 100 : 1000
  const runs = await inTurns(
    quick ? 1 : 3,
    () => inFolder((folder) => memoryPerSession('webio', { count, args: [folder] })),
    () => memoryPerSession('webio', { count }),
  )
  const work = `memory of a session with 20 outputs and a form, durable against not, ${count.toLocaleString('en')} sessions`
  return rowOf({ work, unit: 'kB', ...runs, aim: 'at most 90 kB' }, ({ ours }) => ours <= 90)
}

/**
 * @param {boolean} quick
 */
async function recovery(quick) {
  const rows = []
  for (const { answers, most } of RECOVERY) {
    const ours = []
    for (let round = 0; round < (quick ? 1 : 5); round++)
      ours.push(await inFolder((folder) => recoveryOf(folder, answers)))
    const work = `a page comes back to a new server: until its form shows, after ${answers.toLocaleString('en')} answers`
    rows.push(rowOf({ work, unit: 'ms', ours, aim: `at most ${most} ms` }, ({ ours }) => ours <= most))
  }
  return rows
}

/**
 * @param {string} folder
 * @param {number} answers
 * @returns {Promise<number>} milliseconds, in a server that has had one other page
 */
async function recoveryOf(folder, answers) {
  const client = startWorker(new URL('../webio/client.mjs', import.meta.url))
  /** @param {(url: string) => Promise<any>} use */
  const onServer = async (use) => {
    const server = startWorker(SERVER, { args: [folder] })
    return use(await server.call('url')).finally(server.stop)
  }
  try {
    const ticket = await onServer((url) => client.call('answerAndGo', { url, answers }))
    return await onServer(async (url) => {
      // The first page of a server includes the compilation of code that every page needs.
      await client.call('answerAndGo', { url, answers: 1 })
      return client.call('resume', { url, ticket })
    })
  } finally {
    await client.stop()
  }
}

/**
 * A page in a browser, in which a person types into a form while its server is replaced.
 * @param {boolean} quick
 * @param {import('playwright-core').Browser} browser
 */
async function replacement(quick, browser) {
  const rows = []
  for (const { ending, end } of ENDINGS) {
    const ours = []
    for (let round = 0; round < (quick ? 1 : 5); round++)
      ours.push(await inFolder((folder) => replacementOf(folder, browser, end)))
    const work = `a server ${ending}: until a page in Chromium can be used again, with its half-typed form, after the next server is there`
    rows.push(rowOf({ work, unit: 'ms', ours, aim: 'at most 2,000 ms' }, ({ ours }) => ours <= 2000))
  }
  return rows
}

/**
 * @param {string} folder
 * @param {import('playwright-core').Browser} browser
 * @param {(server: import('../processes.mjs').Worker) => Promise<unknown>} end ends the first server
 * @returns {Promise<number>} milliseconds
 */
async function replacementOf(folder, browser, end) {
  const first = startWorker(SERVER, { args: [folder] })
  const context = await browser.newContext()
  try {
    const url = await first.call('url')
    const page = await context.newPage()
    await page.goto(`${url}?app=questions`)
    const field = page.getByRole('textbox')
    await field.fill(HALF)
    await end(first)
    await page.locator('.webio-reconnecting-text').waitFor()
    const next = startWorker(SERVER, { args: [folder, new URL(url).port] })
    try {
      await next.call('url')
      const start = performance.now()
      await page.locator('.webio[data-webio-status="open"]').waitFor({ state: 'attached' })
      const ms = performance.now() - start
      if ((await field.inputValue()) !== HALF) throw new Error('the page has lost what was typed')
      await field.press('Enter')
      await page.waitForFunction(() => document.querySelector('input')?.value === '')
      return ms
    } finally {
      await next.stop()
    }
  } finally {
    await context.close()
    await first.stop()
  }
}

/**
 * @template T
 * @param {(folder: string) => Promise<T>} measure
 * @returns {Promise<T>}
 */
async function inFolder(measure) {
  const folder = await mkdtemp(join(tmpdir(), 'webio-bench-'))
  try {
    return await measure(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
