/** A session that lives for days of simulated time: the real engine, without a network, on a clock that runs as fast as the work allows. */
import { clear, put_table, put_text, sleep, use_scope } from '@webio/core'
import { open_app } from '@webio/core/testing'
import { memoryInUse } from '../memory-in-use.mjs'
import { answer } from '../processes.mjs'

const SECONDS_PER_DAY = 86_400

/** A clock that does not run until it is advanced. */
class SteppedClock {
  #now = 0
  /** @type {Map<symbol, { at: number, fire: () => void }>} */
  #timers = new Map()

  now() {
    return this.#now
  }

  /**
   * @param {() => void} fire
   * @param {number} ms
   */
  setTimer(fire, ms) {
    const id = Symbol()
    this.#timers.set(id, { at: this.#now + ms, fire })
    return () => void this.#timers.delete(id)
  }

  /** @param {() => void} fire */
  soon(fire) {
    setImmediate(fire)
  }

  /** Advances by a second, and fires due timers. */
  step() {
    this.#now += 1000
    for (const [id, { at, fire }] of [...this.#timers]) {
      if (at > this.#now || !this.#timers.delete(id)) continue
      fire()
    }
  }
}

const clock = new SteppedClock()
let ticks = 0

/** Updates the page every second. */
async function ticking() {
  for (;;) {
    await sleep(1)
    ticks++
    use_scope('clock', () => {
      clear()
      put_text(`Second ${ticks}`)
      put_table([['a', 'b'], [String(ticks), 'c']]) // prettier-ignore
    })
  }
}

/** @type {Awaited<ReturnType<typeof open_app>> | undefined} */
let app

answer({
  /** Lets a day pass. */
  async day() {
    app ??= await open_app(ticking, { clock })
    const last = ticks + SECONDS_PER_DAY
    while (ticks < last) {
      clock.step()
      // The turn of the task, and the turn in which the page receives its outputs.
      await new Promise(setImmediate)
    }
    if (!app.text().includes(`Second ${ticks}`)) throw new Error(`the page shows ${app.text()}`)
    if (app.errors.length > 0) throw app.errors[0]
  },

  /** @returns {Promise<number>} bytes that cannot be freed */
  memory: () => memoryInUse(),
})
