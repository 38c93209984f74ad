import { LazySet } from '../../state/lazy-collections'
import { textHash } from '../../state/text-hash'

/**
 * The ids that a task may issue, as a function of its path alone. Ids are integers below 2^53:
 *
 * | ids | owner |
 * | --- | --- |
 * | 10 to 2^19 | the main call: enough for most sessions, and the shortest on the wire |
 * | 2^19 to 2^20 | its tasks: 1024 for each of the first 511 |
 * | 2^20 to 2^30 + 2^20 | events: 1024 for each of the first 2^20, shared among the tasks that one event starts |
 * | 2^30 + 2^20 to 2^31 | tasks from outside the session, in the order of time |
 * | 2^31 to 2^32 | the main call, once its first range is used up |
 * | 2^32 to 2^52 | everything else, in ranges of 2^18 that a hash of the path chooses |
 * | from 2^52 | worker threads |
 *
 * JavaScript engines are fastest with small integers, and their JSON is short.
 */
export interface IdRange {
  readonly next: number
  /** The first id after it. */
  readonly end: number
}

/** The first id that belongs to worker threads. */
export const FIRST_THREAD_ID = 2 ** 52

const STARTED_FROM = 2 ** 19
const EVENTS_FROM = 2 ** 20
const OUTSIDE_FROM = 2 ** 30 + 2 ** 20
const MAIN_AGAIN_FROM = 2 ** 31
const FAR_FROM = 2 ** 32
/** The number of ids of a task that main starts, and of an event. */
const NEAR = 1024
const MOST_STARTED = (EVENTS_FROM - STARTED_FROM) / NEAR
const MOST_EVENTS = (OUTSIDE_FROM - EVENTS_FROM) / NEAR
const FAR = 2 ** 18
const FAR_RANGES = (FIRST_THREAD_ID - FAR_FROM) / FAR

/** The number of an event's ids that its first task gets, and that each of the next four gets. */
const FIRST_TASK = 768
const NEXT_TASK = 64

/** The first ids of the main call. */
export function mainRange(firstId: number): IdRange {
  return { next: firstId, end: STARTED_FROM }
}

/** The first ids of the k-th task, from 1, that the main call starts; null if there are no near ones. */
export function startedRange(k: number): IdRange | null {
  if (k >= MOST_STARTED) return null
  const next = STARTED_FROM + k * NEAR
  return { next, end: next + NEAR }
}

/** The first ids of the k-th task, from 0, of event `n`; null if there are no near ones. */
export function eventRange(n: number, k: number): IdRange | null {
  if (n >= MOST_EVENTS) return null
  const first = EVENTS_FROM + n * NEAR
  if (k === 0) return { next: first, end: first + FIRST_TASK }
  const next = first + FIRST_TASK + (k - 1) * NEXT_TASK
  return next < first + NEAR ? { next, end: next + NEXT_TASK } : null
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
    const next = FAR_FROM + index * FAR
    return { next, end: next + FAR }
  }
}
