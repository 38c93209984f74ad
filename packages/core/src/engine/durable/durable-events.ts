import type { CloseReason } from '../../protocol/commands'
import type { EventErrorCode } from '../../protocol/error-codes'
import type { PageEvent } from '../../protocol/events'
import type { Json, JsonObject } from '../../protocol/json'
import type { FormSpec } from '../../protocol/input-spec'
import type { NodeId, NodeSpec } from '../../protocol/output-spec'
import type { FormValues } from '../forms/form-spec'
import type { OpenForm } from '../forms/open-form'
import type { Clock } from '../clock'
import type { EventTargets } from '../handle-event'
import type { OutputTarget } from '../outputs/pending-output'
import type { SessionInfo } from '../session-info'
import { isDurableId } from '../tasks/id-ranges'
import type { TaskPath, TaskPaths } from '../tasks/task-path'
import type { Refusal } from '../wire/refusal'
import { refusal } from '../wire/refusal'
import { DurableSession } from './durable-session'
import type { Reopen } from './durable-values'
import { decodeValue, encodeValue } from './durable-values'
import { EventNumbers } from './event-numbers'
import type { RecordedEvent } from './event-records'
import { fingerprintOf, isRecorded, isSameTarget, isSecret } from './event-records'
import type { Journal } from './journal'
import type {
  AnswerRecord,
  ArrivedRecord,
  EventRecord,
  JournalRecord,
  OpenRecord,
  SignalRecord,
} from './records'
import { JOURNAL_FORMAT } from './records'
import { Refill } from './refill'
import type { Delivery, ReplayTarget } from './replay'
import { openedEvent, openedValues, sealedEvent, sealedValues, storedInfo } from './sealed-values'
import type { Sealer } from './sealer'
import { formShape, outputShape } from './shapes'
import type { Turns } from './turns'

/** What makes a session durable. */
export interface DurableSetup {
  readonly journal: Journal
  /** The records that the journal already holds; empty for a new session. Once the session is live, only the first one is kept. */
  readonly records: JournalRecord[]
  /** Which run of the session this is. The epoch of its claim serves as the number. */
  readonly run: number
  /** Version of the code that runs the session. */
  readonly version: string
  /** How long a replay waits for the target of a record, in milliseconds. @default 10,000 */
  readonly patienceMs?: number | undefined
  /** How long the session waits for its page, in seconds. @default the same as for other sessions */
  readonly keepSeconds?: number | undefined
  /** Without a sealer, forms with a password are shown again after a restart. */
  readonly sealer?: Sealer | undefined
  /** Creates the durable part of a session. It is injected because sessions in a page must not load that code. */
  create(session: DurableTarget, link: DurableLink): DurableEvents
  /** Called when the session has ended: its journal is no longer needed. Does not reject. */
  ended(reason: CloseReason): Promise<void>
  /** Called when the session has been released and everything is written: any node may claim it. Does not reject. */
  released(): Promise<void>
}

/** What the durable part of a session needs from the session. */
export interface DurableTarget extends EventTargets {
  readonly id: string
  readonly app: string
  readonly params: JsonObject
  readonly info: SessionInfo
  readonly clock: Clock
  readonly isClosed: boolean
  readonly view: EventTargets['view'] & { commit(): void }
  readonly tasks: { readonly paths: TaskPaths }
  /** Carries out an event. The tasks that it starts belong to the event. */
  handle(event: PageEvent, n: number): Refusal | null
  /** Carries out an event that no later run of the session repeats. */
  handleAside(event: PageEvent, n: number): Refusal | null
  /** Frees the memory of this session, which continues in another process. */
  drop(): void
}

/** What the durable part of a session needs from the session's link. */
export interface DurableLink {
  /** More events count as handled now. */
  readonly handled: () => void
  /** Event `n` was delivered from the journal. */
  readonly replayed: (n: number) => void
  /** Sends what was waiting for the journal. */
  readonly flush: () => void
}

/** Receives the data that comes from outside the session. */
export interface SignalHearer {
  hears(name: string): boolean
  give(name: string, data: Json, from: never): void
}

/** Handles everything that reaches a durable session from its page and from outside. Each item gets a turn, and a record before it has an effect. */
export class DurableEvents implements ReplayTarget {
  readonly numbers: EventNumbers
  readonly #session: DurableTarget
  readonly #setup: DurableSetup
  readonly #inner: DurableSession
  readonly #replayed: (n: number) => void
  /** Numbers of submits that were accepted but have no record yet. */
  readonly #accepting = new Set<number>()
  readonly #reopen: Reopen = (keptAs, whole) => this.#session.files.uploads.reopen(keptAs, whole)
  /** Number of the submit whose turn it is; 0 if there is none. */
  #turn = 0
  #signals = 0
  #hearer: SignalHearer
  #onResume: (() => void)[] = []
  readonly #refill: Refill | null

  constructor(session: DurableTarget, setup: DurableSetup, link: DurableLink) {
    this.#session = session
    this.#setup = setup
    this.#replayed = link.replayed
    this.#hearer = {
      hears: (name) => session.appEvents.has(name),
      give: (name, data) => void session.appEvents.fire({ type: 'app-event', name, data }),
    }
    const [first] = setup.records
    this.#refill = first?.kind === 'open' && first.refill ? new Refill(first, this.#reopen) : null
    setup.journal.onSafe(link.flush)
    this.numbers = new EventNumbers(setup.records, link.handled)
    this.#inner = new DurableSession(
      {
        ...setup,
        clock: session.clock,
        idOf: (path, i) => `${session.id}:${path.name}:${i}`,
        reopen: this.#reopen,
      },
      this,
    )
  }

  get turns(): Turns {
    return this.#inner.turns
  }

  get isReplaying(): boolean {
    return this.#inner.isReplaying
  }

  /** True if nothing happens until the page does something, and everything that has happened is in the store. */
  get rests(): boolean {
    return this.#inner.rests && this.#setup.journal.isWritten
  }

  /** True if another process could continue the session now. */
  get isKept(): boolean {
    return this.#setup.journal.isKept
  }

  /** True if no other process can continue the session, now or later. */
  get isOver(): boolean {
    return this.#setup.journal.isOver
  }

  /** True if the page may see what is shown now. */
  get isSafe(): boolean {
    return this.#setup.journal.isSafe
  }

  /** True if the session has started over with different code. */
  get isRefilled(): boolean {
    return this.#refill !== null
  }

  /** The values with which a form of this fingerprint opens, if the earlier code received an answer to it; otherwise null. */
  earlierAnswer(fp: string): FormValues | null {
    return this.#refill?.take(fp) ?? null
  }

  // ---- calls of tasks --------------------------------------------------------------------------------------------------------

  value: DurableSession['value'] = (path, fp, make) => this.#inner.value(path, fp, make)
  step: DurableSession['step'] = (path, fp, caller, run) => this.#inner.step(path, fp, caller, run)
  patched: DurableSession['patched'] = (path, id) => this.#inner.patched(path, id)
  timer: DurableSession['timer'] = (path, fp, fire, ms) => this.#inner.timer(path, fp, fire, ms)
  /** The task at this path has created an output. */
  shown(path: TaskPath, spec: NodeSpec, target: OutputTarget): void {
    this.#inner.shown(path, spec.id, outputShape(spec, target))
  }

  /** The task at this path is about to open a form. */
  asked(path: TaskPath, spec: FormSpec): void {
    this.#inner.shown(path, spec.id, formShape(spec))
  }

  whenLive: DurableSession['whenLive'] = (begin) => this.#inner.whenLive(begin)

  /** Calls `run` when the replay under way ends. Does nothing if the session is live, because it was not resumed. */
  onResume(run: () => void): void {
    if (this.isReplaying) this.#onResume.push(run)
  }

  /** Discards the journal so far: the next run of the session starts with `state`. */
  checkpoint(path: TaskPath, state: unknown): void {
    const checkpoint = encodeValue(state, 'checkpoint')
    const record = {
      ...this.#openRecord(),
      checkpoint,
      position: path.position,
      handled: this.numbers.recorded,
    }
    // The checkpoint goes to its place among the records: later records belong to the run that starts here. During a replay it would remove the
    // records that are still to be delivered.
    if (this.#inner.isAtEnd) this.#setup.journal.restart(record)
  }

  /** The parameters with which the main task starts: those of the session, plus the state that the last checkpoint kept. */
  paramsOf(params: JsonObject): JsonObject {
    const [first] = this.#setup.records
    if (first?.kind !== 'open' || first.checkpoint === undefined) return params
    return { ...params, checkpoint: decodeValue(first.checkpoint, this.#reopen) as Json }
  }

  // ---- lifetime --------------------------------------------------------------------------------------------------------------

  /** The application starts. */
  opened(main: TaskPath): void {
    const [first] = this.#setup.records
    if (first?.kind === 'open' && first.position) main.moveTo(first.position)
    if (!first) this.#setup.journal.add(this.#openRecord())
  }

  replay(): Promise<number> {
    return this.#inner.replay()
  }

  goLive(): void {
    this.#inner.goLive()
    // They can be many megabytes, and the store has them.
    this.#setup.records.splice(1)
    this.#session.files.uploads.settleWhole()
    for (const run of this.#onResume.splice(0)) run()
  }

  /**
   * Writes all records and releases the claim.
   * @returns false if the store fails, so that the session stays as it is
   */
  async release(): Promise<boolean> {
    const { journal, released } = this.#setup
    this.turns.hold()
    await journal.committed()
    if (!journal.isKept) {
      this.turns.release()
      return false
    }
    journal.stop()
    await released()
    return true
  }

  /** Stops writing. */
  stop(): void {
    this.turns.clear()
    this.#setup.journal.stop()
  }

  async ended(reason: CloseReason): Promise<void> {
    const { journal } = this.#setup
    if (journal.isOver) return
    journal.add({ kind: 'close', reason })
    await journal.committed()
    this.stop()
    await this.#setup.ended(reason)
  }

  // ---- events of the page ----------------------------------------------------------------------------------------------------

  /**
   * Handles an event of the page in its turn.
   * @param target hash of the event's target as the page saw it, if an earlier process had shown it (rule R10)
   */
  take(event: PageEvent, n: number, target?: number): Refusal | null {
    const { journal, records } = this.#setup
    // The event leaves no record: different code may use the same id for something else.
    if (target !== undefined && records.length > 0 && !isSameTarget(this.#session, event, target)) {
      this.numbers.settle(n)
      return refusal(goneCode(event), `${event.type}: what the page has shown no longer exists`)
    }
    if (event.type === 'form-submit') return this.#submit(event, n)
    const fp = isRecorded(this.#session, event) ? fingerprintOf(this.#session, event) : null
    const kept = fp === null ? null : sealedEvent(event, isSecret(this.#session, event), this.#setup.sealer)
    if (fp === null || kept === null) return this.#handleUnrecorded(event, n)
    const upload = event.type === 'upload-open' ? this.#session.files.uploads.grant(event.name) : undefined
    // The file ends with this process, and so does every event about it.
    if (upload === null) return this.#handleUnrecorded(event, n)
    const seq = journal.add({ kind: 'event', n, fp, ...kept, ...(upload && { upload }) })
    this.numbers.record(n)
    const refused = this.#session.handle(event, n)
    if (refused) {
      journal.retract(seq)
      this.numbers.settle(n)
    } else void journal.settled(seq).then(() => this.numbers.settle(n))
    return refused
  }

  /** All bytes of an upload have arrived. This gets a turn, and a record before the field shows it. */
  uploadArrived(upload: NodeId, settle: () => void): void {
    if (this.isReplaying) return
    this.turns.add(() => {
      if (isDurableId(upload)) this.#setup.journal.add({ kind: 'arrived', fp: 'upload', upload })
      settle()
    })
  }

  /** Skips an event that does not concern the session. */
  passOver(n: number): null {
    this.numbers.settle(n)
    return null
  }

  #submit(event: PageEvent, n: number): Refusal | null {
    this.#turn = n
    try {
      const refused = this.#session.handle(event, n)
      if (refused) this.numbers.settle(n)
      return refused
    } finally {
      this.#turn = 0
    }
  }

  /** The tasks that the event starts do not start again in a later run of the session, so they belong to no event. */
  #handleUnrecorded(event: PageEvent, n: number): Refusal | null {
    const refused = this.#session.handleAside(event, n)
    this.numbers.settle(n)
    return refused
  }

  /** The rules of a form have accepted what event `n` submitted. The form ends in the current turn, or in a turn of its own. */
  accepted(
    form: OpenForm,
    answer: FormValues,
    files: readonly NodeId[],
    n: number,
    accept: () => void,
  ): void {
    const { journal } = this.#setup
    if (!isDurableId(form.id)) return accept()
    this.#accepting.add(n)
    const take = (): void => {
      this.#accepting.delete(n)
      if (!form.isOpen) return this.numbers.settle(n)
      const seq = this.#addAnswer(form, answer, files, n)
      this.numbers.record(n)
      accept()
      void journal.settled(seq).then(() => this.numbers.settle(n))
    }
    if (this.#turn === n) take()
    else this.turns.add(take)
  }

  /** @returns `seq` of the record */
  #addAnswer(form: OpenForm, answer: FormValues, files: readonly NodeId[], n: number): number {
    const { journal, sealer } = this.#setup
    try {
      const { id, fingerprint: fp, shape } = form
      const values = sealedValues(form, answer, sealer)
      return journal.add({
        kind: 'answer',
        n,
        form: id,
        fp,
        shape,
        values,
        ...(files.length > 0 && { files }),
      })
    } catch (cause) {
      // The value of an option can be anything, and an upload may be a file that ends with this process.
      journal.giveUp('data', cause)
      return journal.lastSeq
    }
  }

  /** The rules of the form have decided on the submit of event `n`. */
  judged(n: number): void {
    if (this.#accepting.has(n)) return
    // A submit that was accepted in its own turn is in the journal by now.
    const { journal } = this.#setup
    void journal.settled(journal.lastSeq).then(() => this.numbers.settle(n))
  }

  /** Sends all later signals to `hearer`. @default `on_event` */
  hearBy(hearer: SignalHearer): void {
    this.#hearer = hearer
  }

  /** Data has come from outside. It gets a turn. */
  signalled(name: string, data: Json, from: Json): void {
    this.turns.add(() => {
      const n = ++this.#signals
      this.#setup.journal.add({ kind: 'signal', n, fp: `signal:${name}`, name, data: [data, from] })
      this.#give(n, name, data, from)
    })
  }

  signal({ n, name, data: given }: SignalRecord): Delivery {
    const [data, from] = given as readonly [Json, Json]
    if (!this.#hearer.hears(name)) return 'missing'
    this.#signals = n
    this.#give(n, name, data, from)
    return 'done'
  }

  #give(n: number, name: string, data: Json, from: Json): void {
    const { paths } = this.#session.tasks
    paths.enterSignal(n)
    this.#hearer.give(name, data, from as never)
    paths.leaveEvent()
  }

  // ---- the same events, delivered from the journal ---------------------------------------------------------------------------

  event(record: EventRecord): Delivery {
    const { n, fp } = record
    const session = this.#session
    const event = openedEvent(record, this.#setup.sealer)
    if (!event) return 'unreadable'
    session.view.commit()
    const found = fingerprintOf(session, event as RecordedEvent)
    if (found === null) return 'missing'
    if (found !== fp) return { found, id: idOf(event) }
    this.#replayed(n)
    if (record.upload && event.type === 'upload-open')
      session.files.uploads.grantAgain(record.upload, event.size)
    return session.handle(event, n) ? 'missing' : 'done'
  }

  arrived({ upload }: ArrivedRecord): Delivery {
    return this.#session.files.uploads.arriveAgain(upload) ? 'done' : 'missing'
  }

  answer({ n, form: id, fp, values, files = [], shape }: AnswerRecord): Delivery {
    const form = this.#session.forms.get(id)
    if (!form) return 'missing'
    if (form.fingerprint !== fp) return { found: form.fingerprint, id }
    if (shape !== undefined && shape !== form.shape) return { reshaped: id }
    const opened = openedValues(values, this.#setup.sealer, this.#reopen)
    if (!opened) return 'unreadable'
    this.#replayed(n)
    form.acceptAgain(opened, files)
    return 'done'
  }

  #openRecord(): OpenRecord {
    const { app, params, info, clock } = this.#session
    const [first] = this.#setup.records
    return {
      ...(first?.kind === 'open' && first.refills !== undefined && { refills: first.refills }),
      kind: 'open',
      format: JOURNAL_FORMAT,
      app,
      version: this.#setup.version,
      params,
      info: storedInfo(info),
      time: clock.now(),
    }
  }
}

/** The id of an event's target; null if it has none. */
function idOf(event: PageEvent): NodeId | null {
  if ('form' in event) return event.form
  return 'output' in event ? event.output : 'owner' in event ? event.owner : null
}

function goneCode({ type }: PageEvent): EventErrorCode {
  if (type.startsWith('form-')) return 'no_such_form'
  if (type === 'script-result') return 'no_such_script'
  return type === 'callback-fire' ? 'no_such_callback' : 'no_such_output'
}
