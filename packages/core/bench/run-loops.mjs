import { percentile } from './measure.mjs'

/**
 * @typedef {object} Loops
 * @property {string} url the URL of the server
 * @property {number} sessions the number of concurrent sessions
 * @property {number} warmUp round trips of each session before the measurement
 * @property {number} rounds round trips of each session
 */

/**
 * Runs loops concurrently: each takes its next step when the previous one is done.
 *
 * @param {readonly { step(done: () => void): void }[]} loops
 * @param {Pick<Loops, 'warmUp' | 'rounds'>} options
 * @returns {Promise<{ medianMs: number, p99Ms: number, perSecond: number }>}
 */
export async function runLoops(loops, { warmUp, rounds }) {
  await Promise.all(loops.map(({ step }) => runLoop(step, warmUp)))
  const start = performance.now()
  const times = (await Promise.all(loops.map(({ step }) => runLoop(step, rounds)))).flat()
  const seconds = (performance.now() - start) / 1000
  return {
    medianMs: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    perSecond: times.length / seconds,
  }
}

/**
 * @param {(done: () => void) => void} step
 * @param {number} rounds
 * @returns {Promise<number[]>} milliseconds of each
 */
function runLoop(step, rounds) {
  return new Promise((resolve) => {
    /** @type {number[]} */
    const times = []
    const next = () => {
      if (times.length === rounds) return resolve(times)
      const start = performance.now()
      step(() => {
        times.push(performance.now() - start)
        next()
      })
    }
    next()
  })
}
