import type { Scheduler } from '@webio/core/protocol'
import type { RunBudget } from '../session/run-budget'
import { soon } from '../session/soon'

/** If no frame comes within this time, the page is covered or busy, and the work runs without one. */
const FRAME_LATE_MS = 250

/** Runs work in the next frame, or soon if there are no frames: a page in the background must keep up with its session. */
export const inNextFrame: Scheduler = (work) => {
  let wanted = true
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const withdraw = (): void => {
    wanted = false
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
  const run = (): void => {
    if (!wanted) return
    withdraw()
    work()
  }
  if (document.hidden) {
    soon(run)
  } else {
    frame = requestAnimationFrame(run)
    timer = setTimeout(run, FRAME_LATE_MS)
  }
  return withdraw
}

/** Runs work at once, after the caller. */
const inMicrotask: Scheduler = (work) => {
  let wanted = true
  queueMicrotask(() => wanted && work())
  return () => {
    wanted = false
  }
}

/**
 * A scheduler that tells `budget` how long each run took, including React's render and the browser's layout, and whether the run left work
 * to do. The first run does not wait for a frame, so the first frame already shows the first outputs.
 * @param afterRun called after each run
 */
export function pacedScheduler(budget: RunBudget, afterRun: () => void): Scheduler {
  let calls = 0
  return (work) => {
    calls++
    const schedule = calls === 1 ? inMicrotask : inNextFrame
    return schedule(() => {
      const started = performance.now()
      const before = calls
      work()
      afterRun()
      const leftWork = calls > before
      soon(() => budget.report(performance.now() - started, leftWork))
    })
  }
}
