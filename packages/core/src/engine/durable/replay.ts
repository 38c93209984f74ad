import { DurableMismatch } from '../../errors'
import type { NodeId } from '../../protocol/output-spec'
import type { Clock } from '../clock'
import type { TaskPath } from '../tasks/task-path'
import { CallSites } from './call-sites'
import type {
  AnswerRecord,
  ArrivedRecord,
  CallRecord,
  EventRecord,
  JournalRecord,
  SignalRecord,
  TaskRecord,
  TimerRecord,
} from './records'
import { callKey } from './records'
import type { Turns } from './turns'

/** The outcome of an attempt to deliver a record. `missing`: its target does not exist (yet). */
export type Delivery =
  | 'done'
  | 'missing'
  | 'unreadable'
  /** Something else is in the place of the target: its fingerprint, and its id. */
  | { readonly found: string; readonly id: NodeId | null }
  /** The form of this id exists, but its task created other outputs or forms before it. */
  | { readonly reshaped: NodeId }

/** What a replay needs from the session. */
export interface ReplayTarget {
  /** Repeats an event of the page. */
  event(record: EventRecord): Delivery
  /** Gives a form its answer. */
  answer(record: AnswerRecord): Delivery
  signal(record: SignalRecord): Delivery
  /** An upload has arrived. */
  arrived(record: ArrivedRecord): Delivery
}

/** A call of a task that waits for its record. */
type Receiver = (record: TaskRecord) => void

/** Milliseconds between two attempts while the program waits for something that is not recorded, such as a file. */
const LOOK_MS = 5

/**
 * Replays the journal of a session.
 *
 * The program runs again from its beginning, and everything that it once received from outside comes from the journal, in the journal's order. The
 * replay takes one record at a time. It waits until the record's target exists (the form is open, the callback is registered, the task has made the
 * call), delivers the record, and waits until everything that it triggered has come to rest. Live sessions use the same turns, so a race ends as it
 * did before, and each task makes the same calls in the same order.
 *
 * - A call finds its record by its task and its number within that task. Both must have the same kind and fingerprint.
 * - A value without a record is made at once. A step or a timer without a record waits until the replay is over, and starts then.
 * - A record of a form's rule (`validate`) is skipped if the outcome of the rule is known: rules do not run again.
 * - A missing target may only be late, because the program may wait for something that is not recorded. After `patienceMs` the program counts as
 *   changed.
 */
export class Replay {
  readonly #records: readonly JournalRecord[]
  readonly #target: ReplayTarget
  readonly #turns: Turns
  readonly #clock: Clock
  readonly #patienceMs: number
  /** The lines at which the program made its calls. */
  readonly sites = new CallSites()
  /** Records of calls that have not been delivered, by key. */
  readonly #calls = new Map<string, CallRecord | TimerRecord>()
  readonly #receivers = new Map<string, Receiver>()
  /** Keys of calls that already have their value. */
  readonly #taken = new Set<string>()
  readonly #events = new Set<number>()
  #mismatch: DurableMismatch | null = null
  #delivered = 0
  #hasEnded = false

  constructor(
    records: readonly JournalRecord[],
    target: ReplayTarget,
    turns: Turns,
    clock: Clock,
    patienceMs: number,
  ) {
    this.#records = records
    this.#target = target
    this.#turns = turns
    this.#clock = clock
    this.#patienceMs = patienceMs
    for (const record of records) {
      if (record.kind === 'event') this.#events.add(record.n)
      if (record.kind === 'step' || record.kind === 'value' || record.kind === 'timer')
        this.#calls.set(callKey(record.task, record.i), record)
    }
  }

  /** The record of a call, or undefined if the journal has none. @throws DurableMismatch if the record belongs to a different call */
  find(
    path: TaskPath,
    i: number,
    kind: TaskRecord['kind'],
    fp: string,
  ): CallRecord | TimerRecord | undefined {
    const task = path.name
    if (!this.#hasEnded) this.sites.note(task)
    const record = this.#calls.get(callKey(task, i))
    if (!record) return undefined
    const at = this.sites.ofTask(task)
    const call = `Call ${i + 1} of task ${task}`
    if (record.kind !== kind || record.fp !== fp)
      this.#mismatch ??= mismatch(
        `${call} was ${named(record.kind, record.fp)}, and is ${named(kind, fp)} now`,
        record,
        at,
      )
    else if (record.shape !== undefined && record.shape !== path.shape)
      this.#mismatch ??= mismatch(
        `${call}, ${named(kind, fp)}, comes after other outputs or forms than before`,
        record,
        at,
      )
    else return record
    throw this.#mismatch
  }

  /** True if the i-th call of a task has a record with this fingerprint. */
  has(task: string, i: number, fp: string): boolean {
    return this.#calls.get(callKey(task, i))?.fp === fp
  }

  /** True if the last record is being delivered or has been delivered. */
  get isAtEnd(): boolean {
    return this.#delivered === this.#records.length
  }

  /** Marks the record of a call as consumed: the call has its value. */
  take(task: string, i: number): void {
    this.#taken.add(callKey(task, i))
    this.#calls.delete(callKey(task, i))
  }

  /** Calls `receive` when the record of this call has its turn. Returns a function that unregisters `receive`. */
  expect(task: string, i: number, receive: Receiver): () => void {
    const key = callKey(task, i)
    this.#receivers.set(key, receive)
    return () => void this.#receivers.delete(key)
  }

  /**
   * Delivers all records.
   * @returns the number of delivered records, when the program has come to rest after the last one; it is smaller than the number of records if a
   * password in one of them cannot be read
   * @throws DurableMismatch if the program is not the one that wrote the records
   */
  async run(): Promise<number> {
    for (const record of this.#records) {
      await this.#turns.pause()
      this.#delivered++
      if (!(await this.#deliver(record))) return this.#delivered - 1
    }
    await this.#turns.pause()
    if (this.#mismatch) throw this.#mismatch
    return this.#delivered
  }

  /**
   * The session is live from now on. Frees what only a running replay needs.
   * @returns whether a later call may still find its record: a rule of a form, if the page sends its answer again
   */
  end(): boolean {
    this.#hasEnded = true
    this.sites.clear()
    return this.#calls.size > 0
  }

  /** @returns false if the rest cannot be delivered because a password cannot be read */
  async #deliver(record: JournalRecord): Promise<boolean> {
    let quietMs = 0
    for (;;) {
      if (this.#mismatch) throw this.#mismatch
      const delivery = this.#try(record)
      if (delivery === 'done') return true
      if (delivery === 'unreadable') return false
      // A target of another name will hardly be renamed, but a missing target may still appear.
      const patienceMs = typeof delivery === 'object' ? this.#patienceMs / 10 : this.#patienceMs
      if (quietMs >= patienceMs) throw this.#mismatchOf(record, delivery)
      await new Promise<void>((resolve) => void this.#clock.setTimer(resolve, LOOK_MS))
      quietMs += LOOK_MS
    }
  }

  #try(record: JournalRecord): Delivery {
    switch (record.kind) {
      case 'open':
      case 'close':
        return 'done'
      case 'event':
        return this.#target.event(record)
      case 'answer':
        return this.#target.answer(record)
      case 'arrived':
        return this.#target.arrived(record)
      case 'signal':
        return this.#target.signal(record)
      case 'value':
      case 'timer':
        return this.#isPassedOver(record.task) || this.#taken.has(callKey(record.task, record.i))
          ? 'done'
          : 'missing'
      case 'step':
      case 'fired':
        return this.#receive(record)
      default:
        return record satisfies never
    }
  }

  #receive(record: TaskRecord): Delivery {
    if (this.#isPassedOver(record.task)) return 'done'
    const key = callKey(record.task, record.i)
    const receive = this.#receivers.get(key)
    if (!receive) return 'missing'
    this.#receivers.delete(key)
    this.#calls.delete(key)
    receive(record)
    return 'done'
  }

  /** Tells whether a task belongs to an event that is not repeated, because the task was a rule of a form. */
  #isPassedOver(task: string): boolean {
    const n = /^e(\d+)/.exec(task)?.[1]
    return n !== undefined && !this.#events.has(Number(n))
  }

  #mismatchOf(record: JournalRecord, delivery: Delivery): DurableMismatch {
    const what = 'fp' in record ? named(record.kind, record.fp) : record.kind
    const where = 'task' in record ? ` of task ${record.task} (call ${record.i + 1})` : ''
    const goesOn = `The journal continues with ${what}${where}`
    if (typeof delivery !== 'object') {
      const at = ('task' in record ? this.sites.ofTask(record.task) : null) ?? this.sites.last
      const last = at === null ? '' : ', after'
      return mismatch(`${goesOn}, but the program waits for something else${last}`, record, at)
    }
    if ('reshaped' in delivery)
      return mismatch(
        `${goesOn}, whose form comes after other outputs or forms than before`,
        record,
        this.sites.ofId(delivery.reshaped),
      )
    const at = delivery.id === null ? this.sites.last : this.sites.ofId(delivery.id)
    return mismatch(`${goesOn}, but the program has ${delivery.found} instead`, record, at)
  }
}

/** @param text a sentence without its final period. The line of the program follows if it is known */
function mismatch(text: string, record: JournalRecord, at: string | null): DurableMismatch {
  const message = at === null ? `${text}.` : `${text}: ${at}`
  return new DurableMismatch(message, { at, record: (record as { readonly seq?: number }).seq ?? null })
}

function named(kind: string, fp: string): string {
  return kind === 'value' || kind === 'step' || kind === 'timer' ? fp : `${kind} ${JSON.stringify(fp)}`
}
