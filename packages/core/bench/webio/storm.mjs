import { ROOT_ID } from '@webio/core/protocol'
import { openPage } from './page.mjs'

/** @type {import('./page.mjs').OpenPage[]} */
let pages = []

/**
 * Opens many pages at once.
 *
 * @param {{ url: string, count: number }} work
 * @returns {Promise<number>} milliseconds until each shows the form of its task
 */
export async function openAll({ url, count }) {
  const start = performance.now()
  pages = await Promise.all(Array.from({ length: count }, () => openPage(url, 'counting')))
  await Promise.all(pages.map((page) => until(page, 'forms', () => page.tree.forms.size > 0)))
  return performance.now() - start
}

/**
 * Makes all pages send an answer and lose their connection at the same moment.
 * @returns {Promise<number>} milliseconds until all are back, and each has the result of its answer
 */
export async function dropAll() {
  const start = performance.now()
  await Promise.all(
    pages.map((page) => {
      const [form = NaN] = page.tree.forms.keys()
      page.send({ type: 'form-submit', form, values: { data: '1' } })
      page.drop()
      return until(page, 'page', () => page.tree.env.title === '1' && page.status === 'open')
    }),
  )
  return performance.now() - start
}

/**
 * @param {number} outputs the number of outputs on each page after the message has arrived
 * @returns {Promise<void>} resolves when all have it
 */
export async function untilAllShow(outputs) {
  await Promise.all(
    pages.map((page) => until(page, ROOT_ID, () => page.node(ROOT_ID)?.children.length === outputs)),
  )
}

/** Closes all pages. */
export function leaveAll() {
  for (const page of pages) page.leave()
  pages = []
}

/**
 * @param {import('./page.mjs').OpenPage} page
 * @param {string | number} topic
 * @param {() => boolean} holds
 */
function until(page, topic, holds) {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds()) return
      stop()
      resolve(null)
    }
    const stop = page.subscribe(topic, look)
    look()
  })
}
