import { ROOT_ID } from '@webio/core/protocol'
import { runLoops } from '../run-loops.mjs'
import { openPage } from './page.mjs'

/**
 * Repeatedly clicks a button whose callback reads pins and reports their values.
 *
 * @param {{ url: string, pins: number, rounds: number }} work
 * @returns {Promise<{ batches: number, medianMs: number }>} the mean number of batches for a click, and the milliseconds until the answer
 */
export async function readPins({ url, pins, rounds }) {
  const session = await openPage(url, 'pins', { pins: String(pins) })
  const nodes = () => [...session.tree.nodes.values()].map(({ spec }) => spec)
  const button = await new Promise((resolve) => {
    const look = () => {
      const found = nodes().find(({ type }) => type === 'button')
      if (found) resolve(found.id)
    }
    session.subscribe(ROOT_ID, look)
    look()
  })
  let clicks = 0
  /**
   * @param {() => void} done
   */
  const step = (done) => {
    const stop = session.subscribe('page', () => {
      if (session.tree.env.title !== String(clicks)) return
      stop()
      done()
    })
    clicks++
    session.send({ type: 'callback-fire', output: button, key: 0 })
  }
  const before = session.batches
  const { medianMs } = await runLoops([{ step }], { warmUp: rounds, rounds })
  const batches = (session.batches - before) / clicks
  session.leave()
  return { batches, medianMs }
}
