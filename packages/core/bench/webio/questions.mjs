import { openPage } from './page.mjs'

/**
 * Opens a session that asks repeatedly, and answers it.
 * @param {string} url
 */
export async function openQuestions(url) {
  const session = await openPage(url, 'questions')
  if (session.tree.forms.size === 0) await nextChange(session, 'forms')
  let answered = 0
  /**
   * Answers the form. Calls back when the next form has arrived.
   * @param {() => void} done
   */
  const step = (done) => {
    const [form] = session.tree.forms.keys()
    if (form === undefined) throw new Error('there is no form to answer')
    const stop = session.subscribe('forms', () => {
      const [next] = session.tree.forms.keys()
      if (next === undefined || next === form) return
      stop()
      done()
    })
    session.send({ type: 'form-submit', form, values: { data: `answer ${++answered}` } })
  }
  return { session, step }
}

/**
 * @param {import('@webio/core/protocol').PageSession} session
 * @param {string} topic
 * @returns {Promise<null>} resolves when it has changed
 */
export function nextChange(session, topic) {
  return new Promise((resolve) => {
    const stop = session.subscribe(topic, () => {
      stop()
      resolve(null)
    })
  })
}
