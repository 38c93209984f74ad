import type { Clock } from '../../src/engine/clock'
import { setPatientTimer } from '../../src/server/process/patient-timer'

/** A clock whose time passes on request. */
export class FakeClock implements Clock {
  #now = 0
  #timers: { readonly at: number; readonly fire: () => void }[] = []

  now(): number {
    return this.#now
  }

  setTimer(fire: () => void, ms: number): () => void {
    const timer = { at: this.#now + ms, fire }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  setPatientTimer(fire: () => void, ms: number): () => void {
    return setPatientTimer(this, fire, ms)
  }

  /** The end of a turn takes no time, so it fires without a request. */
  soon(fire: () => void): void {
    setImmediate(fire)
  }

  /** The waiting timers. */
  get waiting(): number {
    return this.#timers.length
  }

  /** Lets time pass in which the process is busy: timers that become due fire late. */
  block(seconds: number): void {
    this.#now += seconds * 1000
  }

  /** Lets time pass, and fires due timers in order. */
  advance(seconds: number): void {
    const end = this.#now + seconds * 1000
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      this.#timers = this.#timers.filter((other) => other !== due)
      this.#now = Math.max(this.#now, due.at)
      due.fire()
    }
    this.#now = end
  }
}
