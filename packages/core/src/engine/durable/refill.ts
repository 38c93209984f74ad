import type { Json } from '../../protocol/json'
import type { PathPosition } from '../tasks/task-path'
import type { FormValues } from '../forms/open-form'
import type { Reopen } from './durable-values'
import { decodeValue } from './durable-values'
import type { AnswerRecord, JournalRecord, OpenRecord } from './records'

/** Tasks that the main call may start before those of its next beginning have other paths. */
const CHILDREN_OF_A_BEGINNING = 1000
/** Recorded calls of a task before those of its next beginning have other keys: more than a journal can have. */
const CALLS_OF_A_BEGINNING = 100_000

/**
 * The first record of a session that begins again with other code: its forms open with the answers that it has had. Numbers and paths are other ones
 * than before, so an event that the page has sent to the earlier outputs meets nothing.
 * @param records what the earlier code has recorded
 * @param version of the code that begins
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

/** Where the main call begins for the k-th time: no earlier beginning has issued these ids, nor these keys of steps. */
function positionOf(refills: number): PathPosition {
  return {
    ids: [0, 0, 1 + refills],
    children: CHILDREN_OF_A_BEGINNING * refills,
    calls: CALLS_OF_A_BEGINNING * refills,
  }
}

/** The answers that the forms of a session open with, in the order in which they were given. */
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

  /** The next answer of a form of this fingerprint; null if there is no other, or it holds a password. */
  take(fp: string): FormValues | null {
    const kept = this.#answers.get(fp)?.shift() as { readonly open?: Json } | null | undefined
    if (kept?.open === undefined) return null
    try {
      return decodeValue(kept.open, this.#reopen) as FormValues
    } catch {
      return null // An uploaded file that is gone.
    }
  }
}
