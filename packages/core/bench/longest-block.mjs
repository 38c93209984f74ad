import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_MS = 5
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })

/** Starts to measure how long this process is busy without a pause. */
export function watchBlocks() {
  delay.reset()
  delay.enable()
}

/** The longest time, in milliseconds, for which the event loop was blocked since `watchBlocks`. */
export function longestBlock() {
  delay.disable()
  return Math.max(0, delay.max / 1e6 - RESOLUTION_MS)
}
