/**
 * Says which test files have left something open: a server, a process, a watch. jest does not exit then, and does not say why. It can tell
 * only where tests run in jest's own process (`--runInBand`), as those with servers and browsers do.
 */
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'

/** What ends soon by itself: a connection being closed, a file being read. */
const SETTLE_MS = 250

export default class OpenResourcesReporter {
  /** @type {Map<string, number> | null} by kind, before the first test file */
  #atFirst = null
  /** @type {Map<string, Map<string, number>>} by test file, in order */
  #left = new Map()

  onTestFileStart() {
    this.#atFirst ??= openNow()
  }

  /** @param {{ path: string }} test */
  async onTestFileResult({ path }) {
    await setTimeout(SETTLE_MS)
    this.#left.set(path, openNow())
  }

  onRunComplete() {
    let before = this.#atFirst ?? new Map()
    const open = openNow()
    for (const [path, left] of this.#left) {
      const grown = [...left].filter(
        ([kind, count]) => count > (before.get(kind) ?? 0) && (open.get(kind) ?? 0) > (before.get(kind) ?? 0),
      )
      if (grown.length > 0) {
        const what = grown.map(([kind, count]) => `${count - (before.get(kind) ?? 0)} ${kind}`)
        console.error(`\n${path} has left open: ${what.join(', ')}`)
      }
      before = left
    }
  }
}

/** What keeps this process from ending, counted by Node's name for it. */
function openNow() {
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}
