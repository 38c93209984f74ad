import { ROOT_ID } from '@webio/core/protocol'
import { answer } from '../processes.mjs'
import { runLoops } from '../run-loops.mjs'
import { openPage } from './page.mjs'
import { readPins } from './pins.mjs'
import { nextChange, openQuestions } from './questions.mjs'
import { answerAndGo, resume } from './recovery.mjs'
import { dropAll, leaveAll, openAll, untilAllShow } from './storm.mjs'
import { soak } from './soak.mjs'
import { uploads } from './uploads.mjs'

/** @type {import('@webio/core/protocol').PageSession[]} */
let waiting = []

answer({
  /**
   * Makes a task show texts.
   *
   * @param {{ url: string, count: number, pauseEvery: number }} work
   * @returns {Promise<number>} milliseconds until the last one is in the tree
   */
  async texts({ url, count, pauseEvery }) {
    const session = await openPage(url, 'texts')
    const start = performance.now()
    session.send({ type: 'app-event', name: 'texts', data: { count, pauseEvery } })
    await new Promise((resolve) => {
      session.subscribe(ROOT_ID, () => {
        if (session.node(ROOT_ID)?.children.length === count) resolve(null)
      })
    })
    const elapsed = performance.now() - start
    session.leave()
    return elapsed
  },

  /**
   * Answers one form after another, in several sessions at once.
   * @param {import('../run-loops.mjs').Loops} work
   */
  async answers(work) {
    const pages = await Promise.all(Array.from({ length: work.sessions }, () => openQuestions(work.url)))
    const result = await runLoops(pages, work)
    for (const { session } of pages) session.leave()
    return result
  },

  /**
   * Opens sessions that wait in a form.
   * @param {{ url: string, count: number }} work
   */
  async open({ url, count }) {
    for (let index = 0; index < count; index++) {
      const session = await openPage(url, 'waiting')
      if (session.tree.forms.size === 0) await nextChange(session, 'forms')
      waiting.push(session)
    }
  },

  soak,
  pins: readPins,
  answerAndGo,
  resume,
  uploads,
  openAll,
  dropAll,
  untilAllShow,
  leaveAll,

  close() {
    for (const session of waiting) session.leave()
    waiting = []
  },
})
