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

/** What became of a record that was to be delivered. `missing`: what it is about is not there (yet). */
export type Delivery =
  | 'done'
  | 'missing'
  | 'unreadable'
  /** What is in its place, and its id. */
  | { readonly found: string; readonly id: NodeId | null }
  /** The form of this id is there, and its task has shown something else before. */
  | { readonly reshaped: NodeId }

/** The session, as its replay sees it. */
export interface ReplayTarget {
  /** Does what the event of the page did. */
  event(record: EventRecord): Delivery
  /** Gives a form its answer. */
  answer(record: AnswerRecord): Delivery
  signal(record: SignalRecord): Delivery
  /** An upload has arrived. */
  arrived(record: ArrivedRecord): Delivery
}

/** A call of a task that waits for its record. */
type Receiver = (record: TaskRecord) => void

/** Milliseconds between two looks at a program that waits for something of its own, such as a timer or a file. */
const LOOK_MS = 5

/**
 * Runs a session's program through its journal.
 *
 * The program runs again from its beginning, and everything that it once got from outside comes from the journal, in the journal's order: the
 * driver takes one record at a time, waits until what the record is about is there (the form is open, the callback is registered, the task has
 * made the call), delivers it, and lets all that it resolves come to rest before it takes the next. Live sessions keep to the same turns, so a
 * race ends as it did, and each task makes the same calls in the same order.
 *
 * - A call finds its record by its task and its number within that task, and must have the same kind and fingerprint.
 * - A call without a record waits: the journal ends before it had a result. It is made when the journal is at its end.
 * - A record of a rule of a form (`validate`) whose outcome is known is passed over: rules do not run again.
 * - What is missing may be late: the program may wait for something that is not recorded. `patienceMs` of quiet later it counts as changed.
 */
export class Replay {
  readonly #records: readonly JournalRecord[]
  readonly #target: ReplayTarget
  readonly #turns: Turns
  readonly #clock: Clock
  readonly #patienceMs: number
  /** Where the program has made its calls. */
  readonly sites = new CallSites()
  /** Records of calls that have not been delivered, by key. A timer has two. */
  readonly #calls = new Map<string, CallRecord | TimerRecord>()
  readonly #receivers = new Map<string, Receiver>()
  /** Keys of calls that were made and whose value they have got already. */
  readonly #taken = new Set<string>()
  readonly #events = new Set<number>()
  #mismatch: DurableMismatch | null = null
  #delivered = 0

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

  /** The record of a call, or undefined if the journal ends before it. @throws DurableMismatch if the call was another one */
  find(
    path: TaskPath,
    i: number,
    kind: TaskRecord['kind'],
    fp: string,
  ): CallRecord | TimerRecord | undefined {
    const task = path.name
    this.sites.note(task)
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

  /** The i-th call of a task was one of this fingerprint. */
  has(task: string, i: number, fp: string): boolean {
    return this.#calls.get(callKey(task, i))?.fp === fp
  }

  /** The last record is being delivered, or has been. */
  get isAtEnd(): boolean {
    return this.#delivered === this.#records.length
  }

  /** The call has what its record says. */
  take(task: string, i: number): void {
    this.#taken.add(callKey(task, i))
    this.#calls.delete(callKey(task, i))
  }

  /** Calls `receive` when it is the turn of the record of this call. Gives back a function that takes that back. */
  expect(task: string, i: number, receive: Receiver): () => void {
    const key = callKey(task, i)
    this.#receivers.set(key, receive)
    return () => void this.#receivers.delete(key)
  }

  /**
   * Delivers all records.
   * @returns their number, when the program has come to rest behind the last one; less if a password in one of them cannot be read
   * @throws DurableMismatch if the program is not the one that wrote them
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

  /** @returns false if the rest cannot be delivered: a password is not known */
  async #deliver(record: JournalRecord): Promise<boolean> {
    let quietMs = 0
    for (;;) {
      if (this.#mismatch) throw this.#mismatch
      const delivery = this.#try(record)
      if (delivery === 'done') return true
      if (delivery === 'unreadable') return false
      // What is there and called something else will hardly be renamed; what is missing may come.
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

  /** Tells whether a task belongs to an event that is not run again: it was the rule of a form. */
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
    return mismatch(`${goesOn}, but there is ${delivery.found} in its place`, record, at)
  }
}

/** @param text a sentence without its end: the line of the program follows, if it is known */
function mismatch(text: string, record: JournalRecord, at: string | null): DurableMismatch {
  const message = at === null ? `${text}.` : `${text}: ${at}`
  return new DurableMismatch(message, { at, record: (record as { readonly seq?: number }).seq ?? null })
}

function named(kind: string, fp: string): string {
  return kind === 'value' || kind === 'step' || kind === 'timer' ? fp : `${kind} ${JSON.stringify(fp)}`
}
