import { LazySet } from '../../state/lazy-collections'
import { textHash } from '../../state/text-hash'

/**
 * Which ids a task may issue, as a function of its path alone. Ids are integers below 2^53:
 *
 * | ids | of |
 * | --- | --- |
 * | 10 to 2^19 | the main call: as many as most sessions ever need, and the shortest on the wire |
 * | 2^19 to 2^20 | its tasks: 1024 for each of the first 511 |
 * | 2^20 to 2^30 + 2^20 | events: 1024 for each of the first 2^20, shared among the tasks that one event starts |
 * | 2^30 + 2^20 to 2^31 | what comes from outside, in the order of time |
 * | 2^31 to 2^32 | the main call, once its first range is used up |
 * | 2^32 to 2^52 | everybody else, in ranges of 2^18 that a hash of the path chooses |
 * | from 2^52 | worker threads |
 *
 * Small integers are the fast ones of a JavaScript engine, and the short ones in JSON.
 */
export interface IdRange {
  readonly next: number
  /** The first id behind it. */
  readonly end: number
}

/** Ids from this one on belong to worker threads. */
export const FIRST_THREAD_ID = 2 ** 52

const STARTED_FROM = 2 ** 19
const EVENTS_FROM = 2 ** 20
const OUTSIDE_FROM = 2 ** 30 + 2 ** 20
const MAIN_AGAIN_FROM = 2 ** 31
const FAR_FROM = 2 ** 32
/** Ids of one task that main starts, and of one event. */
const NEAR = 1024
const MOST_STARTED = (EVENTS_FROM - STARTED_FROM) / NEAR
const MOST_EVENTS = (OUTSIDE_FROM - EVENTS_FROM) / NEAR
const FAR = 2 ** 18
const FAR_RANGES = (FIRST_THREAD_ID - FAR_FROM) / FAR

/** Of the ids of an event, those of the first task that it starts, and of each of the next four. */
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

/** Ids that what comes from outside may issue in one run of a session before those of the next run begin. */
const OUTSIDE_OF_A_RUN = 2 ** 20

/** The first id of what comes from outside. @param run how often the session has been taken up again */
export function outsideFrom(run: number): number {
  return OUTSIDE_FROM + (run % 1000) * OUTSIDE_OF_A_RUN
}

/** Tells whether an id was issued by a task of the session itself: a run of it again issues the same one. */
export function isDurableId(id: number): boolean {
  return id < OUTSIDE_FROM || (id >= MAIN_AGAIN_FROM && id < FIRST_THREAD_ID)
}

/**
 * The ranges of one session that a hash chooses: 2^34 of them. Two of 1000 paths share their choice once in 30,000 sessions; the later one then
 * gets the next free range.
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
