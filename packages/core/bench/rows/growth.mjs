import { median } from '../measure.mjs'
import { startWorker } from '../processes.mjs'
import { growthRow } from '../growth-row.mjs'

const THOUSANDS = [1000, 10_000, 100_000]
const HUNDREDS = [100, 1000, 10_000]

/**
 * The work that a session does `n` times, or with content that is `n` times as large. `smallest`: a cost
 * below this, in ms, is too small to compare.
 */
const WORK = [
  { name: 'append', work: 'put_text at the end of one scope', sizes: THOUSANDS },
  { name: 'front', work: 'put_text at the front of one scope', sizes: THOUSANDS },
  { name: 'beforeLast', work: 'put_text before the last output', sizes: THOUSANDS },
  { name: 'update', work: 'updates of outputs in one scope, one each', sizes: THOUSANDS },
  { name: 'remove', work: 'outputs in one scope removed one by one', sizes: THOUSANDS },
  { name: 'buttons', work: 'buttons with a callback each', sizes: HUNDREDS },
  { name: 'pins', work: 'pins with onchange, read and set', sizes: HUNDREDS },
  { name: 'text', work: 'characters of one text', sizes: [100_000, 1_000_000, 10_000_000] },
  { name: 'depth', work: '50 times outputs, each inside the next', sizes: [10, 100] },
]

/**
 * How the cost of a session grows with its content: in one process, in CPU time, so that other work of the machine does not matter.
 * @param {import('../main.mjs').Bench} bench
 */
export async function growth({ quick }) {
  const worker = startWorker(new URL('../webio/growth.mjs', import.meta.url), { execArgv: ['--expose-gc'] })
  const rows = []
  try {
    for (const { name, work, sizes } of WORK) {
      const measured = quick ? sizes.map((size) => size / 10) : sizes
      // Compilation at the beginning does not count as growth.
      for (let round = 0; round < 3; round++) await worker.call('measure', { name, n: measured[0] })
      const costs = []
      for (const n of measured) {
        const rounds = []
        for (let round = 0; round < (quick ? 1 : roundsOf(n)); round++)
          rounds.push(await worker.call('measure', { name, n }))
        costs.push(median(rounds))
      }
      rows.push(growthRow({ work, unit: 'ms', sizes: measured, costs }))
    }
  } finally {
    await worker.stop()
  }
  return rows
}

/**
 * The number of rounds for a size. Small sizes take so little time that a single garbage collection counts.
 * @param {number} n
 */
const roundsOf = (n) => Math.min(50, Math.max(5, Math.ceil(5000 / n)))
