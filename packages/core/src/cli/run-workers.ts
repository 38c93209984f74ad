import type { Worker } from 'node:cluster'
import cluster from 'node:cluster'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import process from 'node:process'
import { randomToken } from '../engine/files/tokens'
import { WORKER_VARIABLES } from '../server/cluster/worker-process'
import { WorkersHub } from '../server/cluster/workers-hub'
import type { Command } from './arguments'
import { serverArguments } from './arguments'
import type { FromServer, ToServer } from './run-until-stopped'
import { closeUntakenConnections } from './untaken-connections'

/** How many seconds sessions have to end after SIGTERM, and in a worker that is replaced. */
const STOP_DRAIN_SECONDS = 10
const REPLACE_DRAIN_SECONDS = 30
/** How many seconds a worker stays for sessions with `on_new_code: 'keep'` that do not end. */
const LONGEST_STAY_SECONDS = 86_400
/** How many milliseconds a worker may take beyond that before it is killed. */
const LONGEST_END_MS = 15_000
/** After a shorter life, a worker would probably fail again at once, so the next one waits. */
const SHORT_LIFE_MS = 5000
const PAUSE_MS = 1000
/** More than this number of deaths per worker within a minute are no accident. */
const MOST_DEATHS = 5
const MINUTE_MS = 60_000

/**
 * Serves with several processes: this one hands connections to its workers in turn, and replaces those that die. Resolves when all of them listen.
 * @param cli this command's own file
 */
export async function runWorkers(command: Command, count: number, cli: string): Promise<void> {
  // Workers share a named port, but each would choose a different free one.
  const port = command.port === 0 ? await freePort(command.host) : command.port
  const workers = new Workers({ ...command, port }, cli, count)
  let isEnding = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isEnding) return workers.kill()
      isEnding = true
      void workers.stop(signal === 'SIGTERM' ? STOP_DRAIN_SECONDS : 0).then(() => process.exit())
    })
  }
  process.on('SIGHUP', () => void workers.replaceAll())
  await workers.start()
}

/** The workers of this process. */
class Workers {
  readonly #command: Command
  readonly #count: number
  readonly #secret = randomToken()
  readonly #hub = new WorkersHub()
  readonly #workers = new Set<Worker>()
  /** The workers that end because they were told to. */
  readonly #leaving = new Set<Worker>()
  /** The times at which workers died. */
  #deaths: number[] = []
  #hasListened = false
  #isStopping = false
  #replacing: Promise<void> | null = null

  constructor(command: Command, cli: string, count: number) {
    this.#command = command
    this.#count = count
    cluster.setupPrimary({ exec: cli })
  }

  /** Starts the first worker, then the others, so that a mistake in the file is reported once. */
  async start(): Promise<void> {
    if (!(await this.#fork())) {
      process.exitCode ||= 1
      return
    }
    await Promise.all(Array.from({ length: this.#count - 1 }, () => this.#fork()))
    if (!this.#isStopping) say(`${this.#count} ${this.#count === 1 ? 'worker serves' : 'workers serve'}.`)
  }

  /** Replaces one worker after the other with one that runs the current code. */
  async replaceAll(): Promise<void> {
    await (this.#replacing ??= this.#replaceAll().finally(() => {
      this.#replacing = null
    }))
  }

  async #replaceAll(): Promise<void> {
    for (const old of [...this.#workers]) {
      if (this.#isStopping || old.isDead() || this.#leaving.has(old)) continue
      if (!(await this.#fork())) return say('the new worker does not start, so the old ones stay.')
      await this.#end(old, REPLACE_DRAIN_SECONDS, LONGEST_STAY_SECONDS)
    }
    if (!this.#isStopping) say('all workers were replaced.')
  }

  /** Ends all workers. */
  async stop(drain: number): Promise<void> {
    this.#isStopping = true
    await Promise.all([...this.#workers].map((worker) => this.#end(worker, drain)))
  }

  /** Ends everything at once. */
  kill(): void {
    for (const worker of this.#workers) worker.process.kill('SIGKILL')
    process.exit(1)
  }

  /** Resolves to whether the new worker listens. */
  async #fork(): Promise<boolean> {
    const { open, port } = this.#command
    cluster.setupPrimary({
      args: serverArguments(this.#command, { port, open: this.#hasListened ? false : open }),
    })
    const worker = cluster.fork({
      [WORKER_VARIABLES.secret]: this.#secret,
      ...(this.#hasListened && { [WORKER_VARIABLES.later]: '1' }),
    })
    closeUntakenConnections(worker)
    const bornAt = performance.now()
    this.#workers.add(worker)
    this.#hub.connect({
      send: (message) => void worker.process.send(message as object, undefined, undefined, () => {}),
      onMessage: (listener) => void worker.on('message', listener),
      // A worker that dies before it has taken a connection that it was handed never emits `disconnect`.
      onEnd: (listener) => void worker.once('disconnect', listener).once('exit', listener),
    })
    return new Promise((resolve) => {
      let isListening = false
      worker.on('message', (message: FromServer) => {
        if (message.type !== 'listening') return
        isListening = this.#hasListened = true
        resolve(true)
      })
      worker.once('exit', (code, signal) => {
        this.#workers.delete(worker)
        resolve(false)
        if (isListening && !this.#leaving.has(worker))
          this.#died(`worker ${worker.process.pid} has died (${signal ?? `code ${code}`})`, bornAt)
      })
    })
  }

  #died(what: string, bornAt: number): void {
    if (this.#isStopping) return
    const now = performance.now()
    this.#deaths = [...this.#deaths.filter((at) => now - at < MINUTE_MS), now]
    if (this.#deaths.length > MOST_DEATHS * this.#count) {
      say(`${what}, after ${this.#deaths.length - 1} others within a minute. The command ends.`)
      void this.stop(0).then(() => process.exit(1))
      return
    }
    say(`${what}. Another one starts.`)
    setTimeout(() => void this.#restart(), now - bornAt < SHORT_LIFE_MS ? PAUSE_MS : 0)
  }

  /** Starts another worker. A worker that does not start counts as a death. */
  async #restart(): Promise<void> {
    if (this.#isStopping) return
    const bornAt = performance.now()
    if (!(await this.#fork())) this.#died('a worker did not start', bornAt)
  }

  /**
   * Ends a worker, and kills it if it takes too long.
   * @returns when it has ended, or stays for sessions of its code
   */
  async #end(worker: Worker, drain: number, keep = 0): Promise<void> {
    if (worker.isDead()) return
    this.#leaving.add(worker)
    const { process: child } = worker
    const killIn = (seconds: number): NodeJS.Timeout =>
      setTimeout(() => child.kill('SIGKILL'), seconds * 1000 + LONGEST_END_MS)
    let killing = killIn(drain)
    const staying = new Promise<void>((resolve) =>
      worker.on('message', ({ type }: FromServer) => {
        if (type !== 'staying') return
        clearTimeout(killing)
        killing = killIn(keep)
        say(`worker ${child.pid} stays until its sessions have ended.`)
        resolve()
      }),
    )
    const gone = once(worker, 'exit').then(() => clearTimeout(killing))
    child.send({ type: 'stop', drain, keep } satisfies ToServer, undefined, undefined, () => {})
    await (keep > 0 ? Promise.race([gone, staying]) : gone)
  }
}

async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

function say(text: string): void {
  process.stdout.write(`[webio] ${text}\n`)
}
