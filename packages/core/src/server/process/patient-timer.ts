import type { Clock } from '../../engine/clock'

/** The wait is measured in parts of this length. */
const PART_MS = 1000
/** A part that ends later than this does not count: the process was busy, so a page could hardly reach it. */
const LATE_MS = 100
/** The longest time of a wait in which parts must not be late. In a longer wait, this is its end. */
const MEASURED_MS = 30_000
/** A process that never keeps up must still get rid of sessions: after this time in late parts, all parts count. */
const MOST_LATE_MS = 300_000

/**
 * A timer for a wait for somebody who must reach this process. Seconds in which the process cannot keep up do not count, so somebody who has been
 * waiting for the process meanwhile is served before the timer fires.
 * @returns a function that cancels it
 */
export function setPatientTimer(clock: Clock, fire: () => void, ms: number): () => void {
  let left = Math.min(ms, MEASURED_MS)
  let late = 0
  const wait = (): (() => void) => {
    const part = Math.min(left, PART_MS)
    const due = clock.now() + part
    return clock.setTimer(() => {
      const delay = clock.now() - due
      if (delay <= LATE_MS || late >= MOST_LATE_MS) left -= part
      else late += part + delay
      if (left > 0) cancel = wait()
      else fire()
    }, part)
  }
  let cancel = ms > left ? clock.setTimer(() => (cancel = wait()), ms - left) : wait()
  return () => cancel()
}
