import { SessionClosedException } from '../../errors'
import type { Json } from '../../protocol/json'
import type { NodeId } from '../../protocol/output-spec'
import type { Clock } from '../clock'
import type { TaskPath } from '../tasks/task-path'
import type { Reopen } from './durable-values'
import { decodeValue, encodeValue } from './durable-values'
import type { Journal } from './journal'
import type { JournalRecord } from './records'
import type { ReplayTarget } from './replay'
import { Replay } from './replay'
import { Turns } from './turns'

/** How long a replay waits for the target of a record, in milliseconds. */
export const REPLAY_PATIENCE_MS = 10_000

export interface DurableOptions {
  readonly journal: Journal
  readonly clock: Clock
  /** The records that the journal already holds; empty for a new session. */
  readonly records: readonly JournalRecord[]
  /** @default REPLAY_PATIENCE_MS */
  readonly patienceMs?: number | undefined
  /** A globally unique name for the i-th recorded call of a task. */
  readonly idOf: (path: TaskPath, i: number) => string
  readonly reopen: Reopen
}

/** Makes a session durable. Holds its journal, the turns in which input reaches it, and its replay while one runs. */
export class DurableSession {
  readonly turns: Turns
  readonly journal: Journal
  readonly #clock: Clock
  readonly #options: DurableOptions
  #replay: Replay | null
  #isReplaying: boolean
  #atLive: (() => void)[] = []
  /** Timers of earlier runs that have not fired. */
  #timers: { readonly due: number; readonly start: () => void }[] = []
  readonly #patches = new Map<string, boolean>()
  /** Number of steps that are running. */
  #steps = 0
  /** Number of timers that are running. */
  #ticking = 0

  constructor(options: DurableOptions, target: ReplayTarget) {
    const { clock, records, patienceMs = REPLAY_PATIENCE_MS } = options
    this.#options = options
    this.#clock = clock
    this.journal = options.journal
    this.turns = new Turns(clock)
    this.#isReplaying = records.length > 0
    this.#replay = this.#isReplaying ? new Replay(records, target, this.turns, clock, patienceMs) : null
  }

  readonly #decode = (json: Json): unknown => decodeValue(json, this.#options.reopen)

  /** True if nothing happens until the page does something: no step and no timer is running. */
  get rests(): boolean {
    return !this.#isReplaying && this.#steps === 0 && this.#ticking === 0 && this.turns.areDone
  }

  /** True while the program replays its journal. Nothing reaches it from outside. */
  get isReplaying(): boolean {
    return this.#isReplaying
  }

  /**
   * Delivers the journal. Resolves when the program has reached the point where it was.
   * @returns the number of delivered records; it is smaller than the number of records if a password in one of them cannot be read
   * @throws DurableMismatch
   */
  async replay(): Promise<number> {
    this.turns.hold()
    return (await this.#replay?.run()) ?? 0
  }

  /** The task at this path creates an output or a form. @param what its shape */
  shown(path: TaskPath, id: NodeId, what: string): void {
    if (!path.isDurable) return
    path.shows(what)
    if (this.#isReplaying) this.#replay?.sites.note(path.name, id)
  }

  /** The replay is over. Starts everything that was waiting for its end. */
  goLive(): void {
    this.#isReplaying = false
    if (this.#replay?.end() === false) this.#replay = null
    for (const begin of this.#atLive.splice(0)) begin()
    // Several timers may be overdue by now. The one that was due first fires first.
    for (const { start } of this.#timers.splice(0).sort((a, b) => a.due - b.due)) start()
    this.turns.release()
  }

  /** True if no record of the journal is left to deliver. */
  get isAtEnd(): boolean {
    return !this.#isReplaying || this.#replay?.isAtEnd === true
  }

  /** Calls `begin` now, or at the end of the replay. */
  whenLive(begin: () => void): void {
    if (this.#isReplaying) this.#atLive.push(begin)
    else begin()
  }

  /**
   * A value that a task gets synchronously, and that would be different in another run.
   * @param fp its fingerprint, such as `now`
   */
  value<T>(path: TaskPath, fp: string, make: () => T): T {
    if (!path.isDurable) return make()
    const i = path.nextCall()
    const known = this.#replay?.find(path, i, 'value', fp)
    if (known?.kind === 'value') {
      this.#replay?.take(path.name, i)
      return this.#decode(known.value as Json) as T
    }
    const value = make()
    const { name: task, shape } = path
    this.journal.add({ kind: 'value', task, i, fp, shape, value: encodeValue(value, fp) })
    return value
  }

  /** Tells whether the session may take a branch that its code did not have when the session started. */
  patched(path: TaskPath, id: string): boolean {
    const known = this.#patches.get(id)
    if (known !== undefined || !path.isDurable) return known ?? true
    const fp = `patched:${id}`
    // Code without this branch has run past this point, and its page may already show what follows.
    const isPast = this.#isReplaying && !this.#replay?.has(path.name, path.calls, fp)
    const isPatched = isPast ? false : this.value(path, fp, () => true)
    this.#patches.set(id, isPatched)
    return isPatched
  }

  /**
   * Runs work that takes time and has effects outside the session. It runs once, and its result is kept.
   * @param fp its fingerprint, such as `step:load`
   * @param run does the work. It starts when all earlier records are in the store. `key` identifies this call in every run of the session
   */
  step<T>(path: TaskPath, fp: string, caller: string, run: (key: string) => Promise<T>): Promise<T> {
    const i = path.nextCall()
    const key = this.#options.idOf(path, i)
    if (!path.isDurable) return run(key)
    const known = this.#replay?.find(path, i, 'step', fp)
    const { name: task, shape } = path
    return new Promise<T>((resolve, reject) => {
      const settle = ({ value, error }: Outcome): void => {
        if (error !== undefined) reject(this.#decode(error) as Error)
        else resolve(this.#decode(value as Json) as T)
      }
      if (known && this.#isReplaying) {
        this.#replay?.expect(path.name, i, (record) => settle(record as Outcome))
        return
      }
      if (known) {
        this.#replay?.take(path.name, i)
        this.turns.add(() => settle(known as Outcome))
        return
      }
      this.whenLive(() => {
        void this.#perform(
          caller,
          () => run(key),
          (outcome) => ({ kind: 'step', task, i, fp, shape, ...outcome }),
          settle,
        )
      })
    })
  }

  /**
   * Runs a step. Its record is in the store before the task continues, and nothing else reaches the session in between. A replay can therefore
   * deliver the records that follow to a task that has already continued.
   */
  async #perform(
    caller: string,
    run: () => Promise<unknown>,
    record: (outcome: Outcome) => JournalRecord,
    settle: (outcome: Outcome) => void,
  ): Promise<void> {
    this.#steps++
    await this.journal.committed()
    const outcome = await outcomeOf(caller, run)
    this.#steps--
    this.turns.addLong(
      () => {
        // Without an outcome the session has ended in the meantime, and nobody will read a record.
        if (outcome) this.journal.add(record(outcome))
        return this.journal.committed()
      },
      () => settle(outcome ?? closedOutcome(caller)),
    )
  }

  /**
   * Calls `fire` after `ms` milliseconds, counted from the moment at which the timer was first set. Returns a function that cancels the timer.
   * @param fp its fingerprint, such as `sleep`
   */
  timer(path: TaskPath, fp: string, fire: () => void, ms: number): () => void {
    if (!path.isDurable) return this.#clock.setTimer(fire, ms)
    const i = path.nextCall()
    const { name: task, shape } = path
    const known = this.#replay?.find(path, i, 'timer', fp)
    let cancel = (): void => {}
    let isOver = false
    const start = (due: number): void => {
      if (isOver) return
      const late = (): void => {
        this.turns.add(() => {
          if (isOver) return
          isOver = true
          end()
          this.journal.add({ kind: 'fired', task, i, fp })
          fire()
        })
      }
      const end = this.#tick()
      const stop = this.#clock.setTimer(late, Math.max(0, due - this.#clock.now()))
      cancel = () => {
        end()
        stop()
      }
    }
    if (known?.kind === 'timer') {
      this.#replay?.take(task, i)
      const withdraw = this.#replay?.expect(task, i, () => {
        isOver = true
        fire()
      })
      const { due } = known
      const begin = (): void => {
        withdraw?.()
        start(due)
      }
      if (this.#isReplaying) this.#timers.push({ due, start: begin })
      else begin()
      return () => {
        isOver = true
        withdraw?.()
        cancel()
      }
    }
    this.whenLive(() => {
      const due = this.#clock.now() + ms
      if (isOver) return
      this.journal.add({ kind: 'timer', task, i, fp, shape, due })
      start(due)
    })
    return () => {
      isOver = true
      cancel()
    }
  }

  /** Counts a running timer. @returns a function that stops counting it */
  #tick(): () => void {
    let ticks = 1
    this.#ticking++
    return () => {
      this.#ticking -= ticks
      ticks = 0
    }
  }
}

interface Outcome {
  readonly value?: Json
  readonly error?: Json
}

function closedOutcome(caller: string): Outcome {
  return {
    error: encodeValue(new SessionClosedException(`${caller}: this session has been closed.`), caller),
  }
}

async function outcomeOf(caller: string, run: () => Promise<unknown>): Promise<Outcome | null> {
  try {
    return { value: encodeValue(await run(), caller) }
  } catch (error) {
    if (error instanceof SessionClosedException) return null
    return { error: encodedError(error, caller) }
  }
}

/** Encodes what was thrown, which can be any value. */
function encodedError(error: unknown, caller: string): Json {
  try {
    return encodeValue(error, caller)
  } catch {
    return encodeValue(error instanceof Error ? plainError(error) : new Error(String(error)), caller)
  }
}

/** Copies an error of an author's class into a plain `Error` of the same name. */
function plainError(error: Error): Error {
  return Object.assign(new Error(error.message), { name: error.name, stack: error.stack })
}
