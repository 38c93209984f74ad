import { inTurns, pick } from '../measure.mjs'
import { rowOf } from '../report.mjs'

/** From an answer that is sent to the next form that is there. @param {import('../main.mjs').Bench} bench */
export async function roundTrip(bench) {
  const { quick } = bench
  const one = await answers(bench, {
    sessions: 1,
    warmUp: quick ? 50 : 1000,
    rounds: quick ? 100 : 3000,
    repetitions: quick ? 1 : 7,
  })
  const many = await answers(bench, {
    sessions: quick ? 20 : 200,
    warmUp: quick ? 5 : 50,
    rounds: quick ? 20 : 200,
    repetitions: quick ? 1 : 7,
  })
  const sessions = quick ? 20 : 200
  return [
    rowOf(
      { work: 'answer to next form, 1 session, median', unit: 'ms', ...pick(one, 'medianMs'), aim: 'at most 2 times' },
      ({ ratio }) => ratio <= 2,
    ),
    rowOf(
      { work: `the same, ${sessions} sessions at once`, unit: '/s', ...pick(many, 'perSecond'), aim: 'at least half' },
      ({ ratio }) => ratio >= 0.5,
    ),
    rowOf(
      { work: `the same, ${sessions} sessions, p99`, unit: 'ms', ...pick(many, 'p99Ms'), aim: 'at most 2 times' },
      ({ ratio }) => ratio <= 2,
    ),
  ]
}

/** @typedef {{ medianMs: number, p99Ms: number, perSecond: number }} Result */

/**
 * @param {import('../main.mjs').Bench} bench
 * @param {{ sessions: number, warmUp: number, rounds: number, repetitions: number }} options
 * @returns {Promise<{ ours: Result[], bare: Result[] }>}
 */
function answers({ ours, bare }, { repetitions, ...loops }) {
  return inTurns(
    repetitions,
    () => ours.client.call('answers', { url: ours.url, ...loops }),
    () => bare.client.call('answers', { url: bare.url, ...loops }),
  )
}
