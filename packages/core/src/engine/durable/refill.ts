import type { Json } from '../../protocol/json'
import type { PathPosition } from '../tasks/task-path'
import type { FormValues } from '../forms/form-spec'
import type { Reopen } from './durable-values'
import { decodeValue } from './durable-values'
import type { AnswerRecord, JournalRecord, OpenRecord } from './records'

/** Distance between the task numbers of two starts of the main call. Their tasks have different paths if one start has fewer tasks than this. */
const CHILDREN_OF_A_BEGINNING = 1000
/** Distance between the numbers of recorded calls of two starts: more calls than a journal can hold. */
const CALLS_OF_A_BEGINNING = 100_000

/**
 * The first record of a session that starts over with different code. Its forms open with the answers that it has already received. Ids and paths
 * differ from the earlier ones, so an event that the page sent to an earlier output finds no target.
 * @param records the records of the earlier code
 * @param version version of the new code
 */
export function refilledOpening(
  records: readonly JournalRecord[],
  open: OpenRecord,
  version: string,
): OpenRecord {
  const refills = (open.refills ?? 0) + 1
  const answers = records.filter((record): record is AnswerRecord => record.kind === 'answer')
  const numbers = records.flatMap((record) =>
    record.kind === 'event' || record.kind === 'answer' ? [record.n] : [],
  )
  const { position: _, ...rest } = open
  return {
    ...rest,
    version,
    refills,
    refill: [...(open.refill ?? []), ...answers.map(({ fp, values }) => [fp, values] as const)],
    position: positionOf(refills),
    handled: numbers.reduce((last, n) => Math.max(last, n), open.handled ?? 0),
  }
}

/** Where the main call starts for the k-th time. No earlier start has issued these ids or these keys of steps. */
function positionOf(refills: number): PathPosition {
  return {
    ids: [0, 0, 1 + refills],
    children: CHILDREN_OF_A_BEGINNING * refills,
    calls: CALLS_OF_A_BEGINNING * refills,
  }
}

/** The answers with which the forms of a session open, in the order in which they were given. */
export class Refill {
  readonly #answers = new Map<string, Json[]>()
  readonly #reopen: Reopen

  constructor(open: OpenRecord, reopen: Reopen) {
    this.#reopen = reopen
    for (const [fp, values] of open.refill ?? []) {
      const list = this.#answers.get(fp)
      if (list) list.push(values)
      else this.#answers.set(fp, [values])
    }
  }

  /** The next answer to a form of this fingerprint; null if none is left, it holds a password, or it holds an uploaded file that is gone. */
  take(fp: string): FormValues | null {
    const kept = this.#answers.get(fp)?.shift() as { readonly open?: Json } | null | undefined
    if (kept?.open === undefined) return null
    try {
      return decodeValue(kept.open, this.#reopen) as FormValues
    } catch {
      return null // The answer holds an uploaded file that is gone.
    }
  }
}
