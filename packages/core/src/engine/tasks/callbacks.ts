import type { EventErrorCode } from '../../protocol/error-codes'
import type { NodeId } from '../../protocol/output-spec'
import type { Clock } from '../clock'
import type { EventWork, WorkLine } from './event-work'
import { isThenable } from './is-thenable'
import type { SessionTasks } from './session-tasks'

/** How runs of a callback relate to each other, and to those of others. */
export interface CallbackOptions {
  /** While it runs, all later callbacks of the session wait, in order. @default false */
  readonly serial_mode?: boolean
  /** While it runs, further events for it are ignored. @default false */
  readonly mutex_mode?: boolean
  /** It runs once; further events are refused. @default false */
  readonly once?: boolean
}

type Check = (value: unknown) => EventErrorCode | null

interface Callback extends CallbackOptions {
  readonly run: (value: unknown) => unknown
  readonly check: Check | undefined
  /** Runs under way, those that wait for their turn included. */
  running: number
  /** How many of them the page is told of: those that take their time. */
  busy: number
  /** It has run for once. */
  spent: boolean
}

const NO_OPTIONS: CallbackOptions = { serial_mode: false, mutex_mode: false, once: false }

/** What to do with an event for a callback. */
export type Dispatch =
  | { readonly kind: 'refuse'; readonly code: EventErrorCode }
  | { readonly kind: 'ignore' }
  | { readonly kind: 'run' }

/** What a page is told of callbacks: those that run or wait for their turn, and those that run no more. */
export type CallbackState = 'busy' | 'spent'

/** Told which callbacks of an output are in a state, when that changes. */
type StateListener = (output: NodeId, state: CallbackState, keys: readonly (number | string)[]) => void

/** What callbacks need of their session. */
export interface CallbackOwner {
  readonly work: EventWork
  readonly tasks: Pick<SessionTasks, 'startCallback' | 'stayAlive' | 'paths'>
  readonly clock: Pick<Clock, 'soon'>
  readonly onState: StateListener
}

/** The live callbacks of a session, by the output that they belong to. They go with it. */
export class CallbackRegistry {
  readonly #owner: CallbackOwner
  readonly #byOutput = new Map<NodeId, Map<number | string, Callback>>()
  /** What a person asked for, in its order: while a serial callback runs, the later ones wait. */
  readonly #line: WorkLine

  constructor(owner: CallbackOwner) {
    this.#owner = owner
    this.#line = owner.work.line()
  }

  /** Makes a callback live: the session outlives its tasks from now on. */
  add(
    output: NodeId,
    key: number | string,
    run: (value: unknown) => unknown,
    { check, ...options }: CallbackOptions & { readonly check?: Check },
  ): void {
    let callbacks = this.#byOutput.get(output)
    if (!callbacks) this.#byOutput.set(output, (callbacks = new Map()))
    // One that takes the place of another is the same to the person: what runs, runs, and `once` is once.
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

  /** Takes away the callbacks of an output whose keys are not among these. */
  keepOnly(output: NodeId, keys: ReadonlySet<number | string>): void {
    const callbacks = this.#byOutput.get(output)
    if (!callbacks) return
    let wasBusy = false
    let wasSpent = false
    for (const [key, callback] of callbacks) {
      // One that is there still may not be for once any more.
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
   * Runs a callback as its options say, as a task of its own.
   * @param seen number of the event that it answers; without one, the last that was handled when it begins
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
    this.#owner.work.add(this.#line, begin, { isAlone: callback.serial_mode === true })
    return { kind: 'run' }
  }

  /**
   * Runs a callback that belongs to no output as a task of its own, when the serial callbacks before it have ended.
   * @returns false if too much waits already
   */
  startInTurn(run: () => unknown): boolean {
    const { work, tasks } = this.#owner
    if (!work.hasRoom()) return false
    const path = tasks.paths.next()
    work.add(this.#line, () => tasks.startCallback(run, { path }))
    return true
  }

  /** Counts a run, which begins when what is given back is called. Rule C6: the page is told of one that does not end at once. */
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
      // One that awaits what is there already, such as a pin, has ended by then.
      if (isThenable(result)) this.#owner.clock.soon(tell)
      return result
    }
    const path = this.#owner.tasks.paths.next()
    callback.running++
    if (!this.#owner.work.isFree(this.#line)) tell()
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
    this.#owner.onState(
      output,
      state,
      callbacks.filter(([, callback]) => isIn(callback)).map(([key]) => key),
    )
  }
}

const isBusy = ({ busy }: Callback): boolean => busy > 0
const isSpent = ({ once, spent }: Callback): boolean => once === true && spent
