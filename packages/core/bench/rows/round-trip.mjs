import { inTurns, pick } from '../measure.mjs'
import { rowOf } from '../report.mjs'

/**
 * The time from sending an answer until the next form has arrived.
 * @param {import('../main.mjs').Bench} bench
 */
export async function roundTrip(bench) {
  const sessions = bench.quick ? 20 : 200
  const one = await answers(bench, { sessions: 1, warmUp: 1000, rounds: 3000 })
  const many = await answers(bench, { sessions, warmUp: 50, rounds: 200 })
  const work = `answer to next form, ${sessions} sessions at once`
  return [
    rowOf(
      {
        work: 'answer to next form, 1 session, median',
        unit: 'ms',
        ...pick(one, 'medianMs'),
        aim: 'at most 1.25 times',
      },
      ({ ratio }) => ratio <= 1.25,
    ),
    rowOf(
      { work, unit: '/s', ...pick(many, 'perSecond'), aim: 'at least 0.6 times' },
      ({ ratio }) => ratio >= 0.6,
    ),
    rowOf(
      { work: `${work}, p99`, unit: 'ms', ...pick(many, 'p99Ms'), aim: 'at most 2 times' },
      ({ ratio }) => ratio <= 2,
    ),
  ]
}

/** @typedef {Awaited<ReturnType<typeof import('../run-loops.mjs').runLoops>>} Result */

/**
 * @param {import('../main.mjs').Bench} bench
 * @param {{ sessions: number, warmUp: number, rounds: number }} loops
 * @returns {Promise<{ ours: Result[], bare: Result[] }>}
 */
function answers({ quick, ours, bare }, { sessions, warmUp, rounds }) {
  const scale = quick ? 0.1 : 1
  const loops = { sessions, warmUp: warmUp * scale, rounds: rounds * scale }
  return inTurns(
    quick ? 1 : 7,
    () => ours.client.call('answers', { url: ours.url, ...loops }),
    () => bare.client.call('answers', { url: bare.url, ...loops }),
  )
}
