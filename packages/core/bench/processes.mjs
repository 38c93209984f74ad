/** The server and the client of a measurement run in separate processes, so that each has its own core. */
import { fork } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** A call that takes longer than this never returns. */
const LONGEST_CALL_MS = 180_000

/**
 * A process that executes calls.
 *
 * @typedef {object} Worker
 * @property {(name: string, argument?: unknown) => Promise<any>} call calls one of its functions, which returns JSON
 * @property {() => Promise<void>} stop ends the process
 * @property {() => Promise<void>} kill ends it like a power failure
 */

/**
 * Starts a module that calls `answer`.
 *
 * @param {URL} module
 * @param {{ execArgv?: string[], args?: string[], env?: Record<string, string> }} [options] `execArgv`: options for node; `args`: arguments of the module
 * @returns {Worker}
 */
export function startWorker(module, { execArgv = [], args = [], env = {} } = {}) {
  const child = fork(fileURLToPath(module), args, {
    execArgv,
    env: { ...process.env, NODE_ENV: 'production', ...env },
  })
  /** @type {Map<number, { resolve(value: unknown): void, reject(error: Error): void, timer: NodeJS.Timeout }>} */
  const calls = new Map()
  let lastCall = 0
  /**
   * @param {number} id
   */
  const settle = (id) => {
    const call = calls.get(id)
    calls.delete(id)
    clearTimeout(call?.timer)
    return call
  }
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.on(
    'message',
    (/** @type {{ id: number, value?: unknown, error?: string }} */ { id, value, error }) => {
      const call = settle(id)
      if (error === undefined) call?.resolve(value)
      else call?.reject(new Error(error))
    },
  )
  child.once('exit', (code, signal) => {
    const error = new Error(`${module.pathname} ended with ${signal ?? `code ${code}`}`)
    for (const id of [...calls.keys()]) settle(id)?.reject(error)
  })
  return {
    call: (name, argument) =>
      new Promise((resolve, reject) => {
        const id = ++lastCall
        const timer = setTimeout(() => {
          settle(id)?.reject(new Error(`${module.pathname}: '${name}' does not return`))
        }, LONGEST_CALL_MS)
        calls.set(id, { resolve, reject, timer })
        child.send({ id, name, argument })
      }),
    // It is not killed, so that `NODE_OPTIONS=--cpu-prof` gets its profile.
    async stop() {
      if (child.connected) child.disconnect()
      await ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/**
 * The other side of `startWorker`: answers calls with these functions.
 *
 * @param {Record<string, (argument: any) => unknown>} functions
 */
export function answer(functions) {
  process.on('message', async (/** @type {{ id: number, name: string, argument: unknown }} */ call) => {
    const { id, name, argument } = call
    try {
      const work = functions[name]
      if (!work) throw new Error(`there is no function '${name}'`)
      process.send?.({ id, value: await work(argument) })
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? error.stack : String(error) })
    }
  })
  // Without the calling process, it has nothing to do.
  process.on('disconnect', () => process.exit())
}
