import { createRequire } from 'node:module'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'

const { TestEnvironment } = createRequire(import.meta.url)('jest-environment-node')

/** How long a connection or a process may take to end on a busy machine. */
const SETTLE_MS = 10_000
const PAUSE_MS = 20

/**
 * Node's environment. A test file fails if it leaves a server, a process, a thread or a timer open, no matter
 * in which worker it runs. It would keep jest from exiting, and nothing would show which file it belongs to.
 */
export default class ClosingEnvironment extends TestEnvironment {
  /** @type {string} */
  #path
  /** @type {Map<string, number>} by kind, before the file */
  #before = new Map()
  #hasFailed = false

  /** @param {any} config @param {{ testPath: string }} context */
  constructor(config, context) {
    super(config, context)
    this.#path = context.testPath
  }

  async setup() {
    await super.setup()
    this.#before = openNow()
  }

  /** @param {{ name: string, test?: { errors: unknown[] } }} event */
  handleTestEvent({ name, test }) {
    if (name === 'test_done' && test && test.errors.length > 0) this.#hasFailed = true
  }

  async teardown() {
    const left = await this.#leftOpen()
    await super.teardown()
    if (left.length === 0) return
    // jest ends its worker processes with this call.
    if (!process.send) letProcessExit()
    const message = `${this.#path} has left open: ${left.join(', ')}`
    // A failed test often leaves things open. An error here would hide the failure.
    if (this.#hasFailed) process.stderr.write(`${message}\n`)
    else throw new Error(message)
  }

  /**
   * @returns {Promise<string[]>} what the file opened but did not close, such as `2 TCPServerWrap`
   */
  async #leftOpen() {
    for (const deadline = performance.now() + SETTLE_MS; ; await setTimeout(PAUSE_MS, null, { ref: false })) {
      const left = [...openNow()]
        .map(([kind, count]) => ({ kind, count: count - (this.#before.get(kind) ?? 0) }))
        .filter(({ count }) => count > 0)
      if (left.length === 0 || performance.now() > deadline)
        return left.map(({ kind, count }) => `${count} ${kind}`)
    }
  }
}

/** What keeps this process from exiting, counted by Node's name for it. */
function openNow() {
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

/** Lets this process exit despite open handles. Otherwise, jest would report the failure and wait forever. */
function letProcessExit() {
  const { _getActiveHandles: activeHandles } =
    /** @type {{ _getActiveHandles?: () => { unref?: () => void }[] }} */ (/** @type {unknown} */ (process))
  for (const handle of activeHandles?.call(process) ?? []) handle.unref?.()
}
