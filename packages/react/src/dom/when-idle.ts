/** By then, the browser has painted what has just arrived, unless it is busy. */
const PAINTED_MS = 300
/** A busy page runs the work after this time. So does a browser that does not tell when a page is idle. */
const LATEST_MS = 2000

/** Runs work once the page has painted, and has nothing more urgent to do. */
export function whenIdle(work: () => void): void {
  setTimeout(() => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: LATEST_MS })
    else setTimeout(work, LATEST_MS)
  }, PAINTED_MS)
}
