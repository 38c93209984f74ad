import type { NodeId } from '../../protocol/output-spec'
import { FIRST_FREE_ID } from '../../protocol/output-spec'
import type { IdRange } from './id-ranges'
import { FarRanges, eventRange, mainRange, outsideRange, startedRange } from './id-ranges'

/**
 * Which task of a session a line of code belongs to, however often the session is run again: the main call is `m`, the k-th task that a task p
 * starts is `p.k`, the tasks that event n starts are `en`, `en-1`, `en-2` and so on. Ids are issued here: the k-th id of a path is the same number
 * in each run, whatever the other tasks do meanwhile.
 */
export class TaskPath {
  readonly name: string
  readonly #ids: IdSource
  #children = 0

  constructor(name: string, ids: IdSource) {
    this.name = name
    this.#ids = ids
  }

  /** Issues the next id of this path. */
  newId(): NodeId {
    return this.#ids.next()
  }

  /** The path of the next task that this one starts. */
  child(): TaskPath {
    return this.#ids.child(this.name, ++this.#children)
  }
}

/** Issues ids. */
interface IdSource {
  next(): NodeId
  /** The k-th path below the one of this name. */
  child(name: string, k: number): TaskPath
}

/** The paths of a session's tasks. */
export class TaskPaths {
  /** The path of the main call. */
  readonly main: TaskPath
  readonly #shared: IdSource
  readonly #far = new FarRanges()
  readonly #isShared: boolean
  #outside = 0
  #event = 0
  #tasksOfEvent = 0

  /** @param firstId the session is a thread of another one: all its tasks share the ids from this one on, and no id depends on its path alone */
  constructor(firstId?: NodeId) {
    this.#isShared = firstId !== undefined
    this.#shared = new SharedIds(firstId === undefined ? outsideRange() : { next: firstId, end: Infinity })
    this.main = this.#path('m', mainRange(FIRST_FREE_ID))
  }

  /** Tasks that start from here on belong to event `n`, until `leaveEvent`. */
  enterEvent(n: number): void {
    this.#event = n
    this.#tasksOfEvent = 0
  }

  leaveEvent(): void {
    this.#event = 0
  }

  /** The path of the next task that the event being handled starts. Without an event, a path outside of all tasks. */
  next(): TaskPath {
    return this.#event > 0 ? this.ofEvent(this.#event, this.#tasksOfEvent++) : this.outside()
  }

  /** The path of the k-th task, from 0, of event `n`. */
  ofEvent(n: number, k = 0): TaskPath {
    return this.#path(k === 0 ? `e${n}` : `e${n}-${k}`, eventRange(n, k))
  }

  /** The path of a task that nothing inside the session has started. Its ids come in the order of time. */
  outside(): TaskPath {
    return new TaskPath(`x${++this.#outside}`, this.#shared)
  }

  #path(name: string, near: IdRange | null): TaskPath {
    return new TaskPath(name, this.#isShared ? this.#shared : new OwnIds(name, near, this.#far))
  }
}

/** The ids of one path: a range of its own, then further ones. */
class OwnIds implements IdSource {
  readonly #name: string
  readonly #far: FarRanges
  #next: number
  #end: number
  #ranges = 0

  constructor(name: string, near: IdRange | null, far: FarRanges) {
    this.#name = name
    this.#far = far
    this.#next = near?.next ?? 0
    this.#end = near?.end ?? 0
  }

  next(): NodeId {
    if (this.#next === this.#end) {
      const { next, end } = this.#far.range(this.#name, this.#ranges++)
      this.#next = next
      this.#end = end
    }
    return this.#next++
  }

  child(name: string, k: number): TaskPath {
    const near = name === 'm' ? startedRange(k) : null
    const own = `${name}.${k}`
    return new TaskPath(own, new OwnIds(own, near, this.#far))
  }
}

/** Ids that several paths issue in the order of time. */
class SharedIds implements IdSource {
  readonly #range: { next: number; readonly end: number }

  constructor(range: IdRange) {
    this.#range = { ...range }
  }

  next(): NodeId {
    return this.#range.next++
  }

  child(name: string, k: number): TaskPath {
    return new TaskPath(`${name}.${k}`, this)
  }
}
