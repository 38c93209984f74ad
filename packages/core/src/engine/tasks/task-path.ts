import type { NodeId } from '../../protocol/output-spec'
import { FIRST_FREE_ID } from '../../protocol/output-spec'
import type { IdRange } from './id-ranges'
import { FarRanges, eventRanges, mainRanges, outsideFrom, startedRanges } from './id-ranges'

/**
 * Identifies the task of a line of code in every run of a session. The main call is `m`, the k-th task that a task p starts is `p.k`, and the
 * tasks that event n starts are `en`, `en-1`, `en-2` and so on. Ids are issued here: the k-th id of a path is the same number in each run, no matter
 * what the other tasks do meanwhile.
 */
export class TaskPath {
  readonly name: string
  /** Whether another run of the session has this path again. False for tasks from outside the session. */
  readonly isDurable: boolean
  readonly #source: IdSource
  #next = 0
  #end = 0
  #ranges = 0
  #children = 0
  #calls = 0
  #shape = 0

  constructor(name: string, source: IdSource, isDurable: boolean) {
    this.name = name
    this.isDurable = isDurable
    this.#source = source
  }

  /** Issues the next id of this path. */
  newId(): NodeId {
    if (this.#next === this.#end) {
      const range = this.#source.range(this.name, this.#ranges++)
      this.#next = range.next
      this.#end = range.end
    }
    return this.#next++
  }

  /** The number, from 0, of the next call that a journal records. Counts it. */
  nextCall(): number {
    return this.#calls++
  }

  /** The number that the next recorded call will have. */
  get calls(): number {
    return this.#calls
  }

  /** A hash of what the task has shown and asked so far: types, scopes and names, no texts. */
  get shape(): number {
    return this.#shape
  }

  /** Records that the task shows or asks something. @param what its type, scope and name */
  shows(what: string): void {
    for (let at = 0; at < what.length; at++)
      this.#shape = Math.imul(this.#shape ^ what.charCodeAt(at), 0x01000193) >>> 0
    this.#shape = Math.imul(this.#shape + 1, 0x01000193) >>> 0
  }

  /** Its progress. */
  get position(): PathPosition {
    return {
      ids: [this.#next, this.#end, this.#ranges],
      children: this.#children,
      calls: this.#calls,
      shape: this.#shape,
    }
  }

  /** Continues at the position of an earlier run of the session. */
  moveTo({ ids: [next, end, ranges], children, calls, shape = 0 }: PathPosition): void {
    this.#next = next
    this.#end = end
    this.#ranges = ranges
    this.#children = children
    this.#calls = calls
    this.#shape = shape
  }

  /** The path of the next task that this one starts. */
  child(): TaskPath {
    const k = ++this.#children
    const near = this.name === 'm' ? () => startedRanges(k) : NOWHERE
    return new TaskPath(`${this.name}.${k}`, this.#source.below(near), this.isDurable)
  }
}

/** The number of ids, tasks and recorded calls of a path, and its shape. */
export interface PathPosition {
  readonly ids: readonly [next: number, end: number, ranges: number]
  readonly children: number
  readonly calls: number
  readonly shape?: number
}

/** Decides which ids a path issues. */
interface IdSource {
  /** The k-th range of a path, from 0. */
  range(path: string, k: number): IdRange
  /**
   * The source for the tasks that a path starts.
   * @param near the first ranges of the task
   */
  below(near: NearRanges): IdSource
}

/** The first ranges of a path. Most paths of events issue no id, so they are found when the first one is needed. */
type NearRanges = () => readonly IdRange[]

const NOWHERE: NearRanges = () => []
const OF_MAIN: NearRanges = () => mainRanges(FIRST_FREE_ID)

/** The paths of a session's tasks. */
export class TaskPaths {
  /** The path of the main call. */
  readonly main: TaskPath
  readonly #shared: IdSource
  readonly #far = new FarRanges()
  readonly #isShared: boolean
  #outside = 0
  #event: string | null = null
  #number = 0
  #tasksOfEvent = 0

  /**
   * @param options `firstId`: the session is a thread of another session; all its tasks share the ids from this one on, so ids do not depend on
   * the path alone. `run`: how many times the session has been continued; tasks from outside get other ids in each run
   */
  constructor({
    firstId,
    run = 0,
  }: { readonly firstId?: NodeId | undefined; readonly run?: number | undefined } = {}) {
    this.#isShared = firstId !== undefined
    this.#shared = new SharedRange(firstId ?? outsideFrom(run))
    this.main = this.#path('m', OF_MAIN)
  }

  /** Makes tasks that start from here on belong to event `n`, until `leaveEvent`. */
  enterEvent(n: number): void {
    this.#event = 'e'
    this.#number = n
    this.#tasksOfEvent = 0
  }

  /** The same for the n-th signal from outside. */
  enterSignal(n: number): void {
    this.enterEvent(n)
    this.#event = 's'
  }

  leaveEvent(): void {
    this.#event = null
  }

  /** The path of the next task that the current event starts. Without an event, a path outside all tasks. */
  next(): TaskPath {
    if (this.#event === null) return this.outside()
    const k = this.#tasksOfEvent++
    return this.#event === 'e' ? this.ofEvent(this.#number, k) : this.#path(`s${this.#number}-${k}`, NOWHERE)
  }

  /** The path of the k-th task, from 0, of event `n`. */
  ofEvent(n: number, k = 0): TaskPath {
    return this.#path(k === 0 ? `e${n}` : `e${n}-${k}`, () => eventRanges(n, k))
  }

  /** The path of a task that nothing inside the session has started. Its ids come in the order of time. */
  outside(): TaskPath {
    return new TaskPath(`x${++this.#outside}`, this.#shared, false)
  }

  #path(name: string, near: NearRanges): TaskPath {
    return new TaskPath(name, this.#isShared ? this.#shared : new OwnRanges(near, this.#far), !this.#isShared)
  }
}

/** Ranges that belong to one path: the near ones, and others that a hash chooses. */
class OwnRanges implements IdSource {
  readonly #near: NearRanges
  readonly #far: FarRanges

  constructor(near: NearRanges, far: FarRanges) {
    this.#near = near
    this.#far = far
  }

  range(path: string, k: number): IdRange {
    const near = this.#near()
    return near[k] ?? this.#far.range(path, k - near.length)
  }

  below(near: NearRanges): IdSource {
    return new OwnRanges(near, this.#far)
  }
}

/** Issues one id after the other, for all paths together. */
class SharedRange implements IdSource {
  #next: number

  constructor(first: number) {
    this.#next = first
  }

  range(): IdRange {
    const next = this.#next++
    return { next, end: next + 1 }
  }

  below(): IdSource {
    return this
  }
}
