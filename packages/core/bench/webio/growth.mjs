/** The cost of a session with ten times the content: without a network, with the page's half of the protocol in the same process. */
import process from 'node:process'
import { on_event, pin, pin_on_change, put_button, put_column, put_input, put_text } from '@webio/core'
import { open_app } from '@webio/core/testing'
import { textOf } from '../payloads.mjs'
import { answer } from '../processes.mjs'

/**
 * @param {number} n
 */
const texts = (n) => Array.from({ length: n }, (_, index) => put_text(textOf(index)))

/**
 * The measured work. If it needs an unmeasured preparation, it returns the function to measure.
 *
 * @type {Record<string, (n: number) => void | (() => unknown)>}
 */
const WORK = {
  append: (n) => () => void texts(n),

  front: (n) => () => {
    for (let index = 0; index < n; index++) put_text(textOf(index), { position: 0 })
  },

  beforeLast(n) {
    texts(2)
    return () => {
      for (let index = 0; index < n; index++) put_text(textOf(index), { position: -2 })
    }
  },

  update(n) {
    const outputs = texts(n)
    return () => outputs.forEach((output) => void output.update({ text: 'changed' }))
  },

  remove(n) {
    const outputs = texts(n)
    return () => outputs.forEach((output) => output.remove())
  },

  buttons: (n) => () => {
    for (let index = 0; index < n; index++) put_button(String(index), () => {})
  },

  pins: (n) => async () => {
    for (let index = 0; index < n; index++) {
      put_input(`pin-${index}`, { value: 'before' })
      pin_on_change(`pin-${index}`, { onchange() {} })
    }
    for (let index = 0; index < n; index++) if ((await pin[`pin-${index}`]) !== 'before') throw new Error()
    for (let index = 0; index < n; index++) pin[`pin-${index}`] = 'after'
  },

  text(n) {
    const text = 'x'.repeat(n)
    return () => void put_text(text)
  },

  depth: (n) => () => {
    // One of them takes less than the clock can tell.
    for (let index = 0; index < 50; index++) {
      let output = put_text('the innermost')
      for (let depth = 1; depth < n; depth++) output = put_column([output])
    }
  },
}

answer({
  /**
   * @param {{ name: string, n: number }} work
   * @returns {Promise<number>} milliseconds of CPU time until the page has everything
   */
  async measure({ name, n }) {
    const app = await open_app(() => {
      /** @type {void | (() => unknown)} */
      let run
      on_event('prepare', () => void (run = WORK[name]?.(n)))
      on_event('run', () => run?.())
    })
    await app.send('prepare')
    globalThis.gc?.()
    const before = process.cpuUsage()
    await app.send('run')
    const { user, system } = process.cpuUsage(before)
    if (app.errors.length > 0) throw app.errors[0]
    await app.close()
    return (user + system) / 1000
  },
})
