import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_MS = 5
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })

/** Begins to watch for how long this process does nothing but one thing. */
export function watchBlocks() {
  delay.reset()
  delay.enable()
}

/** Milliseconds that the event loop was blocked at most since `watchBlocks`. */
export function longestBlock() {
  delay.disable()
  return Math.max(0, delay.max / 1e6 - RESOLUTION_MS)
}
