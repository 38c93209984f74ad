import { LazySet } from '../../state/lazy-collections'
import { textHash } from '../../state/text-hash'

/**
 * The ids that a task may issue, as a function of its path alone. Ids are integers below 2^53:
 *
 * | ids | owner |
 * | --- | --- |
 * | 10 to 2^19 | the main call: enough for most sessions, and the shortest on the wire |
 * | 2^19 to 2^20 | its tasks: 1024 for each of the first 511 |
 * | 2^20 to 2^23 | 2^18 for each of the first 28 events, once its 128 are used up: for its first task |
 * | 2^23 to 2^28 + 2^23 | events: 256 for each of the first 2^20, shared among the tasks that one event starts |
 * | 2^28 + 2^23 to 2^28 + 2^27 + 2^23 | 2^18 more for each of the first 511 tasks of the main call |
 * | from there, 2^29 | 2^18 more for each of the first 2048 events: for its first task |
 * | 2^30 to 2^31 | tasks from outside the session, in the order of time |
 * | 2^31 to 2^32 | the main call, once its first range is used up |
 * | 2^32 to 2^52 | everything else, in ranges of 2^18 that a hash of the path chooses |
 * | from 2^52 | worker threads |
 *
 * JavaScript engines are fastest with integers below 2^30, and the JSON of small ones is short.
 */
export interface IdRange {
  readonly next: number
  /** The first id after it. */
  readonly end: number
}

/** The first id that belongs to worker threads. */
export const FIRST_THREAD_ID = 2 ** 52

const STARTED_FROM = 2 ** 19
const EARLY_FROM = 2 ** 20
const EVENTS_FROM = 2 ** 23
/** The number of ids of a task that main starts, and of an event. */
const OF_STARTED = 1024
const OF_EVENT = 256
const MOST_STARTED = (EARLY_FROM - STARTED_FROM) / OF_STARTED
const MOST_EVENTS = 2 ** 20

/** The number of an event's ids that its first task gets, and that each of the next four gets. */
const FIRST_TASK = 128
const NEXT_TASK = 32

/** The number of ids of a large range. */
const LARGE = 2 ** 18
const MOST_EARLY = (EVENTS_FROM - EARLY_FROM) / LARGE
const MORE_STARTED_FROM = EVENTS_FROM + MOST_EVENTS * OF_EVENT
const MORE_EVENTS_FROM = MORE_STARTED_FROM + MOST_STARTED * LARGE
const MOST_MORE_EVENTS = 2048

const OUTSIDE_FROM = 2 ** 30
const MAIN_AGAIN_FROM = 2 ** 31
const FAR_FROM = 2 ** 32
const FAR_RANGES = (FIRST_THREAD_ID - FAR_FROM) / LARGE

const rangeOf = (next: number, length: number): IdRange => ({ next, end: next + length })

/** The first ids of the main call. */
export function mainRanges(firstId: number): readonly IdRange[] {
  return [{ next: firstId, end: STARTED_FROM }]
}

/** The first ids of the k-th task, from 1, that the main call starts. */
export function startedRanges(k: number): readonly IdRange[] {
  if (k >= MOST_STARTED) return []
  return [rangeOf(STARTED_FROM + k * OF_STARTED, OF_STARTED), rangeOf(MORE_STARTED_FROM + k * LARGE, LARGE)]
}

/** The first ids of the k-th task, from 0, of event `n`. */
export function eventRanges(n: number, k: number): readonly IdRange[] {
  if (n >= MOST_EVENTS) return []
  const first = EVENTS_FROM + n * OF_EVENT
  if (k === 0) {
    const ranges = [rangeOf(first, FIRST_TASK)]
    if (n < MOST_EARLY) ranges.push(rangeOf(EARLY_FROM + n * LARGE, LARGE))
    if (n < MOST_MORE_EVENTS) ranges.push(rangeOf(MORE_EVENTS_FROM + n * LARGE, LARGE))
    return ranges
  }
  const next = FIRST_TASK + (k - 1) * NEXT_TASK
  return next < OF_EVENT ? [rangeOf(first + next, NEXT_TASK)] : []
}

/** The number of ids for tasks from outside in one run of a session, before those of the next run begin. */
const OUTSIDE_OF_A_RUN = 2 ** 20

/** The first id for tasks from outside the session. @param run how many times the session has been continued */
export function outsideFrom(run: number): number {
  return OUTSIDE_FROM + (run % 1000) * OUTSIDE_OF_A_RUN
}

/** Tells whether a task of the session itself issued an id, so that another run issues the same one. */
export function isDurableId(id: number): boolean {
  return id < OUTSIDE_FROM || (id >= MAIN_AGAIN_FROM && id < FIRST_THREAD_ID)
}

/**
 * The 2^34 ranges of one session that a hash chooses. Two of 1000 paths get the same range once in 30,000 sessions; the later path then gets the
 * next free range.
 */
export class FarRanges {
  readonly #taken = new LazySet<number>()

  /** The k-th far range of a path, from 0. */
  range(path: string, k: number): IdRange {
    if (path === 'm' && k === 0) return { next: MAIN_AGAIN_FROM, end: FAR_FROM }
    let index = textHash(`${path}#${k}`) % FAR_RANGES
    while (this.#taken.has(index)) index = (index + 1) % FAR_RANGES
    this.#taken.add(index)
    return rangeOf(FAR_FROM + index * LARGE, LARGE)
  }
}
