import type { Clock } from '../../engine/clock'
import { systemClock } from '../../engine/clock'

/** The time of the machine, and `soon` without the millisecond that a timer takes at least. */
export const nodeClock: Clock = {
  ...systemClock,
  soon(fire) {
    setImmediate(fire)
  },
}
