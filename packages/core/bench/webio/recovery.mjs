import { runLoops } from '../run-loops.mjs'
import { openPage } from './page.mjs'
import { nextChange, openQuestions } from './questions.mjs'

/**
 * Answers forms in one session, and then disappears without notice, like a page whose server is killed.
 *
 * @param {{ url: string, answers: number }} work
 * @returns {Promise<import('@webio/core/protocol').SessionTicket | null>} the ticket of the session, once all
 * answers are acknowledged
 */
export async function answerAndGo({ url, answers }) {
  const { session, step } = await openQuestions(url)
  await runLoops([{ step }], { warmUp: 0, rounds: answers })
  while (session.isPending(session.lastEvent)) await new Promise((resolve) => setTimeout(resolve, 1))
  const { ticket } = session
  session.detach()
  return ticket
}

/**
 * Resumes a session, and ends it.
 *
 * @param {{ url: string, ticket: import('@webio/core/protocol').SessionTicket }} work
 * @returns {Promise<number>} milliseconds until the page shows the form
 */
export async function resume({ url, ticket }) {
  const start = performance.now()
  const session = await openPage(url, 'questions', {}, ticket)
  if (session.tree.forms.size === 0) await nextChange(session, 'forms')
  const ms = performance.now() - start
  if (session.ticket?.session !== ticket.session) throw new Error('the session was not resumed')
  session.leave()
  return ms
}
