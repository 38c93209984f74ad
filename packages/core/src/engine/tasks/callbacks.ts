import type { EventErrorCode } from '../../protocol/error-codes'
import type { NodeId } from '../../protocol/output-spec'
import { LazyMap } from '../../state/lazy-collections'
import type { Clock } from '../clock'
import type { EventWork, WorkLine } from './event-work'
import { isThenable } from './is-thenable'
import type { SessionTasks } from './session-tasks'

/** How the runs of a callback relate to each other and to other callbacks. */
export interface CallbackOptions {
  /** While it runs, all later callbacks of the session wait, in order. @default false */
  readonly serial_mode?: boolean
  /** While it runs, further events for it are ignored. @default false */
  readonly mutex_mode?: boolean
  /** It runs only once; further events are refused. @default false */
  readonly once?: boolean
}

type Check = (value: unknown) => EventErrorCode | null

interface Callback extends CallbackOptions {
  readonly run: (value: unknown) => unknown
  readonly check: Check | undefined
  /** The number of running and queued runs. */
  running: number
  /** The number of runs that the page knows: those that do not end at once. */
  busy: number
  /** Whether a run-once callback has run. */
  spent: boolean
}

const NO_OPTIONS: CallbackOptions = { serial_mode: false, mutex_mode: false, once: false }

/** What to do with an event for a callback. */
export type Dispatch =
  | { readonly kind: 'refuse'; readonly code: EventErrorCode }
  | { readonly kind: 'ignore' }
  | { readonly kind: 'run' }

/** The states of callbacks that a page learns: running or queued, and spent. */
export type CallbackState = 'busy' | 'spent'

/** The part of a session that its callbacks need. */
export interface CallbackOwner {
  readonly work: EventWork
  readonly tasks: Pick<SessionTasks, 'startCallback' | 'stayAlive' | 'paths'>
  readonly clock: Pick<Clock, 'soon'>
  /** An output's callbacks in a state have changed. @param keys those in the state */
  showState(output: NodeId, state: CallbackState, keys: readonly (number | string)[]): void
}

/** The active callbacks of a session, by output. They are removed with their output. */
export class CallbackRegistry {
  readonly #owner: CallbackOwner
  readonly #byOutput = new LazyMap<NodeId, Map<number | string, Callback>>()
  /** The requested runs in order: while a serial callback runs, the later ones wait. */
  #line: WorkLine | null = null

  constructor(owner: CallbackOwner) {
    this.#owner = owner
  }

  /** Activates a callback: the session outlives its tasks from now on. */
  add(
    output: NodeId,
    key: number | string,
    run: (value: unknown) => unknown,
    { check, ...options }: CallbackOptions & { readonly check?: Check },
  ): void {
    let callbacks = this.#byOutput.get(output)
    if (!callbacks) this.#byOutput.set(output, (callbacks = new Map()))
    // For the person, a replacement is the same callback: running runs continue, and `once` still means once.
    const callback = callbacks.get(key) ?? { run, check, running: 0, busy: 0, spent: false }
    callbacks.set(key, Object.assign(callback, NO_OPTIONS, options, { run, check }))
    this.#owner.tasks.stayAlive()
  }

  has(output: NodeId, key: number | string): boolean {
    return this.#byOutput.get(output)?.has(key) ?? false
  }

  /** The number of outputs that have callbacks. */
  get size(): number {
    return this.#byOutput.size
  }

  /** Removes the callbacks of an output whose keys are not in this list. */
  keepOnly(output: NodeId, keys: ReadonlySet<number | string>): void {
    const callbacks = this.#byOutput.get(output)
    if (!callbacks) return
    let wasBusy = false
    let wasSpent = false
    for (const [key, callback] of callbacks) {
      // A callback that remains may no longer be for one run.
      wasSpent ||= callback.spent
      if (keys.has(key)) continue
      callbacks.delete(key)
      wasBusy ||= callback.busy > 0
    }
    if (wasBusy) this.#tell(output, 'busy')
    if (wasSpent) this.#tell(output, 'spent')
  }

  release(output: NodeId): void {
    this.#byOutput.delete(output)
  }

  clear(): void {
    this.#byOutput.clear()
  }

  /**
   * Runs a callback as a separate task, according to its options.
   * @param seen number of the event that it answers; by default, the last event handled when it begins
   */
  fire(output: NodeId, key: number | string, value: unknown, seen?: number): Dispatch {
    const callback = this.#byOutput.get(output)?.get(key)
    if (!callback || isSpent(callback)) return { kind: 'refuse', code: 'no_such_callback' }
    const refused = callback.check?.(value)
    if (refused) return { kind: 'refuse', code: refused }
    if (callback.mutex_mode && callback.running > 0) return { kind: 'ignore' }
    if (!this.#owner.work.hasRoom()) return { kind: 'refuse', code: 'too_busy' }
    if (callback.once) {
      callback.spent = true
      this.#tell(output, 'spent')
    }
    const begin = this.#runOf(output, callback, value, seen)
    this.#owner.work.add(this.#queue, begin, { isAlone: callback.serial_mode === true })
    return { kind: 'run' }
  }

  /**
   * Runs a callback without an output as a separate task, after earlier serial callbacks.
   * @returns false if too many callbacks are waiting
   */
  startInTurn(run: () => unknown): boolean {
    const { work, tasks } = this.#owner
    if (!work.hasRoom()) return false
    const path = tasks.paths.next()
    work.add(this.#queue, () => tasks.startCallback(run, { path }))
    return true
  }

  get #queue(): WorkLine {
    return (this.#line ??= this.#owner.work.line())
  }

  /** Counts a run, which begins when the returned function is called. Rule C6: the page learns of a run that does not end at once. */
  #runOf(output: NodeId, callback: Callback, value: unknown, seen?: number): () => Promise<void> {
    let isTold = false
    let isOver = false
    const tell = () => {
      if (isTold || isOver) return
      isTold = true
      callback.busy++
      this.#tell(output, 'busy')
    }
    const run = () => {
      const result = callback.run(value)
      // A run that awaits only available values, such as a pin, has ended by then.
      if (isThenable(result)) this.#owner.clock.soon(tell)
      return result
    }
    const path = this.#owner.tasks.paths.next()
    callback.running++
    if (!this.#owner.work.isFree(this.#queue)) tell()
    return () =>
      this.#owner.tasks.startCallback(run, { seen, path }).finally(() => {
        isOver = true
        callback.running--
        if (!isTold) return
        callback.busy--
        this.#tell(output, 'busy')
      })
  }

  #tell(output: NodeId, state: CallbackState): void {
    const isIn = state === 'busy' ? isBusy : isSpent
    const callbacks = [...(this.#byOutput.get(output) ?? [])]
    this.#owner.showState(
      output,
      state,
      callbacks.filter(([, callback]) => isIn(callback)).map(([key]) => key),
    )
  }
}

const isBusy = ({ busy }: Callback): boolean => busy > 0
const isSpent = ({ once, spent }: Callback): boolean => once === true && spent
