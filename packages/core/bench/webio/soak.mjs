import { setTimeout } from 'node:timers/promises'
import { percentile } from '../measure.mjs'
import { openPage } from './page.mjs'

/** The number of pages that are opened at the same time. */
const AT_ONCE = 50
/** One page in this many loses its connection between two answers. */
const DROPPED = 10

/**
 * Keeps sessions busy for a while.
 *
 * @param {{ url: string, count: number, seconds: number, pauseMs: number }} work `pauseMs`: the pause between
 * two answers of a session
 * @returns {Promise<{ answers: number, accepted: number, p99Ms: number }>} the number of sent answers, and
 * the number that their tasks counted, in order
 */
export async function soak({ url, count, seconds, pauseMs }) {
  /** @type {number[]} */
  const times = []
  const end = performance.now() + seconds * 1000
  let opening = 0
  /** @type {Promise<{ answers: number, accepted: number }>[]} */
  const sessions = []
  const open = async () => {
    while (opening < count) {
      const index = opening++
      const session = await openPage(url, 'counting')
      sessions.push(answerUntil(end, session, { pauseMs, drops: index % DROPPED === 0, times }))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, open))
  const results = await Promise.all(sessions)
  return {
    answers: results.reduce((sum, { answers }) => sum + answers, 0),
    accepted: results.reduce((sum, { accepted }) => sum + accepted, 0),
    p99Ms: percentile(times, 0.99),
  }
}

/**
 * @param {number} end
 * @param {import('./page.mjs').OpenPage} session
 * @param {{ pauseMs: number, drops: boolean, times: number[] }} options `times` gets the milliseconds of each round trip
 */
async function answerUntil(end, session, { pauseMs, drops, times }) {
  let answers = 0
  await formAfter(session, undefined)
  // Spread over the pause, like the answers of people.
  await setTimeout(Math.random() * pauseMs)
  while (performance.now() < end) {
    const [form] = session.tree.forms.keys()
    if (form === undefined) throw new Error('there is no form to answer')
    const start = performance.now()
    session.send({ type: 'form-submit', form, values: { data: String(++answers) } })
    // In the middle of a round trip: messages in transit are lost, and sent again.
    if (drops) session.drop()
    await formAfter(session, form)
    if (!drops) times.push(performance.now() - start)
    await setTimeout(pauseMs)
  }
  const accepted = session.tree.env.title === undefined ? 0 : Number(session.tree.env.title)
  session.leave()
  return { answers, accepted }
}

/**
 * Resolves when a different form is open.
 * @param {import('./page.mjs').OpenPage} session
 * @param {number | undefined} form
 */
function formAfter(session, form) {
  return new Promise((resolve) => {
    const look = () => {
      const [next] = session.tree.forms.keys()
      if (next === undefined || next === form) return
      stop()
      resolve(null)
    }
    const stop = session.subscribe('forms', look)
    look()
  })
}
