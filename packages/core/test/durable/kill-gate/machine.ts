import { durableSessions } from '../../../src/engine/host/durable-sessions'
import type { SessionHost } from '../../../src/engine/host/session-host'
import type { JournalClaim, JournalEntry, JournalStore } from '../../../src/engine/durable/journal-store'
import { MemoryJournalStore } from '../../../src/engine/durable/memory-journal-store'
import type { JournalRecord } from '../../../src/engine/durable/records'
import type { Clock } from '../../../src/engine/clock'
import { silentLogger } from '../../../src/engine/logger'
import { FakeClock } from '../../support/fake-clock'
import { hostOf } from '../../support/raw-page'
import type { Program, World } from './programs'
import { taskOf } from './programs'

const LEASE_MS = 15_000

/** The pause of the store between two writes. It ends by itself, without a change of the clock. */
const PAUSE_MS = 1
const PAUSE_TURNS = 8

/** What survives its processes: the disk, the time, and the effects of steps on the world. */
export class Machine {
  readonly clock = new FakeClock()
  readonly program: Program
  readonly #disk: { now: number } = { now: 0 }
  readonly store: JournalStore
  /** Violations found during the run. */
  readonly faults: string[] = []
  /**
   * The number of moments at which a process could have been killed so far: before and after each operation
   * of the store, and in each turn of a step.
   */
  moments = 0
  /** The process dies at this moment. */
  killAt = Infinity
  /** How often each step has failed. */
  readonly failures = new Map<string, number>()
  /** Keys of steps whose result is in the store. */
  readonly recorded = new Set<string>()
  process: Process

  constructor(program: Program) {
    this.program = program
    this.store = new MemoryJournalStore({ now: () => this.#disk.now })
    this.process = new Process(this)
  }

  /** Kills the process. Another one may take its sessions at once. */
  kill(): void {
    this.process.die()
    this.#disk.now += LEASE_MS + 1
  }

  start(): void {
    this.killAt = Infinity
    this.process = new Process(this)
  }
}

/** One process of a server. After its death, nothing that it does has an effect. */
export class Process {
  readonly host: SessionHost
  isAlive = true
  /** It is resuming a session. From now on, only the session itself takes time. */
  isReplaying = false
  /** How many operations are in progress that end by themselves. */
  #busy = 0
  readonly #machine: Machine
  #onDeath: () => void = () => {}

  constructor(machine: Machine) {
    this.#machine = machine
    const error = (...parts: unknown[]): void => {
      if (this.isAlive && !parts.some((part) => String(part).includes('on purpose')))
        machine.faults.push(`logged: ${parts.map((part) => (part instanceof Error ? part.stack : String(part))).join(' ')}`) // prettier-ignore
    }
    this.host = hostOf(taskOf(machine.program, this.#world()) as never, {
      clock: this.#clock(),
      logger: { ...silentLogger, error },
      reconnectTimeout: 1e6,
      durable: durableSessions({ store: this.#store(), owner: 'node', leaseMs: LEASE_MS, patienceMs: 5 }),
    })
  }

  /** Nothing is in progress anymore. */
  get isIdle(): boolean {
    return this.#busy === 0 || !this.isAlive
  }

  /** Calls `listener` when the process dies. */
  onDeath(listener: () => void): void {
    this.#onDeath = listener
  }

  die(): void {
    if (!this.isAlive) return
    this.isAlive = false
    this.#onDeath()
  }

  /** A moment at which the process can die. */
  #moment(): void {
    if (this.isAlive && ++this.#machine.moments === this.#machine.killAt) this.#machine.kill()
  }

  /** Never resolves if the process is dead. */
  async #moments(): Promise<void> {
    this.#moment()
    if (!this.isAlive) await new Promise(() => {})
  }

  async #counted<T>(run: () => Promise<T>): Promise<T> {
    this.#busy++
    try {
      return await run()
    } finally {
      this.#busy--
    }
  }

  #turn(fire: () => void): void {
    this.#busy++
    setImmediate(() => {
      this.#busy--
      if (this.isAlive) fire()
    })
  }

  #clock(): Clock {
    const { clock } = this.#machine
    return {
      now: () => clock.now(),
      setTimer: (fire, ms) => {
        if (ms > PAUSE_MS) return clock.setTimer(() => void (this.isAlive && fire()), ms)
        let isDue = true
        const wait = (turns: number): void =>
          this.#turn(() => void (isDue && (turns > 0 ? wait(turns - 1) : fire())))
        wait(ms === PAUSE_MS ? PAUSE_TURNS : 0)
        return () => void (isDue = false)
      },
      setPatientTimer: (fire, ms) => clock.setPatientTimer(() => void (this.isAlive && fire()), ms),
      turn: (fire) => this.#turn(fire),
      soon: (fire) => this.#turn(fire),
    }
  }

  #world(): World {
    const { failures, recorded, faults } = this.#machine
    return {
      effect: (key, turns, most) =>
        this.#counted(async () => {
          if (this.isAlive && recorded.has(key)) faults.push(`${key} runs again`)
          for (let turn = 0; turn <= turns; turn++) {
            await this.#moments()
            await new Promise((resolve) => setImmediate(resolve))
          }
          await this.#moments()
          const failed = failures.get(key) ?? 0
          if (failed < most) {
            failures.set(key, failed + 1)
            throw new Error(`try ${key.split(':').slice(1).join(':')} again`)
          }
          return `done ${key.split(':').slice(1).join(':')}`
        }),
    }
  }

  /** The store, with a chance to die before and after each of its operations. */
  #store(): JournalStore {
    const { store } = this.#machine
    const through = <A extends unknown[], R>(operation: (...args: A) => Promise<R>) => {
      return (...args: A): Promise<R> =>
        this.#counted(async () => {
          await this.#moments()
          const result = await operation.apply(store, args)
          await this.#moments()
          return result
        })
    }
    return {
      // With half of the programs, the records of a busy session share writes.
      pauseMs: this.#machine.program.operations.length % 2 === 0 ? PAUSE_MS : undefined,
      open: through(store.open),
      claim: through(async (...args) => {
        this.isReplaying = true
        return store.claim(...args)
      }),
      append: through((claim, entries) => this.#append(claim, entries)),
      truncate: through(store.truncate),
      load: (id) => store.load(id),
      get: through(store.get),
      renew: through(store.renew),
      release: through(store.release),
      end: through(store.end),
      list: through(store.list),
      sweep: through(store.sweep),
      close: () => store.close(),
    }
  }

  async #append(claim: JournalClaim, entries: readonly JournalEntry[]): Promise<void> {
    await this.#machine.store.append(claim, entries)
    for (const record of entries as unknown as JournalRecord[]) {
      if (record.kind !== 'step') continue
      const key = `${claim.session}:${record.task}:${record.i}`
      if (this.#machine.recorded.has(key)) this.#machine.faults.push(`${key} is recorded twice`)
      this.#machine.recorded.add(key)
    }
  }
}
