import type {
  FieldSpec,
  FormSpec,
  Message,
  NodeId,
  PageEvent,
  RawValue,
  ViewForm,
  ViewerRole,
  Drafts,
} from '@webio/core/protocol'
import { checkChange, checkField, initialValue, isRawValueOf } from '@webio/core/protocol'
import type { FieldModel, FieldState } from './field-model'
import { FieldStates } from './field-states'
import { keptChoice } from './kept-choice'
import type { SilentChanges } from './silent-changes'
import { Notifier } from '../notifier'
import type { FormUploads } from '../files/uploads'

/** Topic of changes to the form as a whole. */
const WHOLE = Symbol('form')
/** Topic of all changes. */
const ALL = Symbol('all')

/** A form at one moment. An immutable value. */
export interface FormMoment {
  readonly spec: FormSpec
  /** The states of the fields, in order. */
  readonly states: readonly FieldState[]
  readonly isBusy: boolean
}

/** What a form needs from its session. */
export interface EventSender {
  /** Returns the event's number, or 0 if it was not sent. */
  send(event: PageEvent): number
  readonly lastEvent: number
  /** One who observes shows what the driver types, and types nothing. */
  readonly role: ViewerRole
  /** Why an event cannot be sent; null if it can be. */
  tooLarge(event: PageEvent): Message | null
}

/** A value that a person entered. */
interface Edit {
  readonly value: RawValue
  /** Number of the event that reports it, or of the next event (rule V2). */
  readonly n: number
}

/** A button that submits or cancels a form. */
interface PressedButton {
  readonly field: string
  readonly id: number
}

/**
 * An open form on the page: what was typed, which local rules that breaks, and whether an answer is awaited. It outlives its component, so that a
 * form that moves, or that another one covers, keeps what was typed.
 */
export class FormModel implements FieldModel {
  readonly #session: EventSender
  readonly #edits: Map<string, Edit>
  readonly #problems = new Map<string, Message>()
  /** Fields whose message from the session refers to an earlier value. */
  readonly #outdated = new Set<string>()
  /** Fields that the session was asked to check. */
  readonly #asked = new Set<string>()
  readonly #versions = new Map<string | symbol, number>()
  readonly #notifier = new Notifier<string | symbol>()
  readonly #states = new FieldStates()
  readonly #uploads: FormUploads
  readonly #silentChanges: Pick<SilentChanges, 'collect'>
  #moment: FormMoment | null = null
  #form: ViewForm
  #submitted = 0
  /** Whether a submit waits for files that are on their way. */
  #isWaiting = false
  /** Whether the edits were made on this page. Otherwise they are what the driver of a shared session has typed. */
  #isOwn: boolean

  /**
   * @param drafts what was typed before
   * @param isOwn whether it was typed on this page
   */
  constructor(
    form: ViewForm,
    session: EventSender,
    uploads: FormUploads,
    silentChanges: Pick<SilentChanges, 'collect'>,
    drafts: ReadonlyMap<string, RawValue> = new Map(),
    isOwn = drafts.size > 0,
  ) {
    this.#form = form
    this.#isOwn = isOwn
    this.#session = session
    this.#uploads = uploads
    this.#silentChanges = silentChanges
    const n = session.lastEvent + 1
    this.#edits = new Map([...drafts].map(([name, value]) => [name, { value, n }]))
    for (const field of form.spec.fields) {
      // The session has never received this choice, so it cannot name its options.
      const edit = this.#edits.get(field.name)
      if (edit && isFound(field) && !isRawValueOf(field, edit.value)) this.#edits.delete(field.name)
    }
  }

  get id(): NodeId {
    return this.#form.spec.id
  }

  /** The session's state of the form. */
  get form(): ViewForm {
    return this.#form
  }

  /** True from a submit until its answer. */
  get isBusy(): boolean {
    return this.#isWaiting || this.#submitted > this.#form.settled
  }

  /** Edited values that have not been submitted. */
  get edits(): ReadonlyMap<string, RawValue> {
    return new Map([...this.#edits].map(([name, { value }]) => [name, value]))
  }

  /** Whether the edits were made on this page. Drafts of another driver do not replace them. */
  get isOwn(): boolean {
    return this.#isOwn
  }

  /** Edited values without those that must not be stored (passwords). */
  get drafts(): ReadonlyMap<string, RawValue> {
    return new Map([...this.edits].filter(([name]) => !this.#isSecret(name)))
  }

  /** Passwords that were typed on this page. They do not travel to other viewers. */
  get passwords(): ReadonlyMap<string, RawValue> {
    return new Map([...this.edits].filter(([name]) => this.#isSecret(name)))
  }

  #isSecret(name: string): boolean {
    return this.#form.spec.fields.some((field) => field.name === name && field.type === 'password')
  }

  /** Calls `listener` when the field changes its value or its message; without a field, when `isBusy` changes. */
  subscribe(field: string | undefined, listener: () => void): () => void {
    return this.#notifier.subscribe(field ?? WHOLE, listener)
  }

  /** Calls `listener` when anything about the form changes. */
  subscribeAll(listener: () => void): () => void {
    return this.#notifier.subscribe(ALL, listener)
  }

  /** The current state of the form: the same object until something changes. */
  get moment(): FormMoment {
    const { spec } = this.#form
    return (this.#moment ??= {
      spec,
      states: spec.fields.map((field) => this.state(field)),
      isBusy: this.isBusy,
    })
  }

  /** The state of a field. It is the same object until the state changes. */
  state(field: FieldSpec): FieldState {
    return this.#states.get(field, this.#versions.get(field.name) ?? 0, () => ({
      value: this.value(field),
      message: this.#problems.get(field.name) ?? this.#errorOf(field.name),
      praise: undefined,
    }))
  }

  /** The raw value of a field: the edited value, or else the initial one. */
  value(field: FieldSpec): RawValue {
    const edit = this.#edits.get(field.name)
    // Null is a value: that of a choice that was cleared.
    return edit ? edit.value : initialValue(field)
  }

  /** The session's error about a field, unless it refers to an earlier value. */
  #errorOf(field: string): Message | undefined {
    return this.#outdated.has(field) ? undefined : this.#form.errors[field]
  }

  /** Adopts the session's changes. */
  sync(next: ViewForm): void {
    const before = new Map(this.#form.spec.fields.map((field) => [field.name, field]))
    const wasBusy = this.isBusy
    const { errors, drafts, settled } = this.#form
    this.#form = next
    this.#touched()
    const isAnswer = errors !== next.errors
    for (const field of next.spec.fields) {
      const { name } = field
      const old = before.get(name)
      if (old && old !== field) this.#adapt(old, field)
      // The answer to a submit is about all fields, and may repeat a message that an edit has removed.
      const isAbout = isAnswer && (settled !== next.settled || this.#asked.has(name))
      const isAgain = isAbout && this.#outdated.delete(name)
      if (old !== field || isAgain || errors[name] !== next.errors[name]) this.#changed(name)
    }
    if (isAnswer) this.#asked.clear()
    if (wasBusy !== this.isBusy) this.#changed(WHOLE)
    const isTheirs = this.#session.role === 'observer' || !this.#isOwn
    if (isTheirs && next.drafts && next.drafts !== drafts) this.#show(next.drafts)
  }

  /** Shows what somebody else types. A password stays with whoever has typed it. */
  #show(drafts: Drafts): void {
    this.#isOwn = false
    const n = this.#session.lastEvent + 1
    for (const { name, type } of this.#form.spec.fields) {
      if (type === 'password') continue
      const value = drafts[name]
      if (value === undefined) this.#edits.delete(name)
      else this.#edits.set(name, { value, n })
      this.#changed(name)
    }
  }

  /** Called when a person has changed a field. */
  edit(field: FieldSpec, value: RawValue): void {
    if (this.#session.role === 'observer') return
    this.#isOwn = true
    const isTold = field.watch || isFound(field)
    const event = { type: 'form-change', form: this.id, field: field.name, value } as const
    const problem =
      checkChange(field, value, initialValue(field)) ?? (isTold ? this.#session.tooLarge(event) : null)
    const sent = isTold && !problem ? this.#session.send(event) : 0
    // If this event is not sent, the next one reports the value.
    const n = sent || this.#session.lastEvent + 1
    this.#edits.set(field.name, { value, n })
    if (problem) this.#problems.set(field.name, problem)
    else this.#problems.delete(field.name)
    this.#outdated.add(field.name)
    this.#changed(field.name)
  }

  /** Adapts the value of a field whose spec has changed (rules V2 and V3). */
  #adapt(before: FieldSpec, after: FieldSpec): void {
    const edit = this.#edits.get(after.name)
    if (!edit) return
    const value = edit.n > (after.settled ?? 0) ? keptChoice(before, after, edit.value) : undefined
    if (value === undefined) this.#edits.delete(after.name)
    else this.#edits.set(after.name, { ...edit, value })
  }

  search(field: string, query: string): void {
    this.#session.send({ type: 'form-search', form: this.id, field, query })
  }

  /** Removes the message of a field, which refers to an earlier value. */
  touch(field: string): void {
    this.#problems.delete(field)
    this.#outdated.add(field)
    this.#changed(field)
  }

  /** Called when a field has lost focus: checks its rules here, then on the server if it has rules of its own. */
  leave(field: FieldSpec): void {
    const value = this.value(field)
    if (field.type === 'textarea' || field.type === 'file' || field.type === 'actions') return
    // An empty field is not an error yet.
    if (value === '') return
    if (this.#check(field) || !field.check) return
    this.#asked.add(field.name)
    this.#session.send({ type: 'form-check', form: this.id, field: field.name, value })
  }

  /**
   * Submits the form once all of its files have arrived, if every field satisfies its rules.
   * @returns the name of the first invalid field; null if the form was sent
   */
  submit(action?: PressedButton): string | null {
    this.#silentChanges.collect()
    const { fields } = this.#form.spec
    const isWaiting = this.#uploads.areRunning(this.id)
    const failing = fields.filter((field) => !(isWaiting && field.type === 'file') && this.#check(field))
    if (failing[0]) return failing[0].name
    if (isWaiting) {
      this.#submitLater(action)
      return null
    }
    const values: Record<string, RawValue> = {}
    for (const field of fields) values[field.name] = this.value(field)
    const event = { type: 'form-submit', form: this.id, values, action } as const
    const problem = this.#session.tooLarge(event)
    this.#submitted = this.#session.send(event)
    const largest = problem && largestOf(values)
    if (largest) {
      // What was typed stays, and the person learns why it is not sent.
      this.#problems.set(largest, problem)
      this.#changed(largest)
      return largest
    }
    this.#changed(WHOLE)
    return null
  }

  #submitLater(action?: PressedButton): void {
    this.#isWaiting = true
    this.#changed(WHOLE)
    this.#uploads.whenSettled(this.id, () => {
      this.#isWaiting = false
      this.#changed(WHOLE)
      this.submit(action)
    })
  }

  /** Asks the session to cancel the form. */
  cancel(action?: PressedButton): void {
    this.#session.send({ type: 'form-cancel', form: this.id, action })
  }

  /** Resets every field to its initial value. */
  reset(): void {
    this.#silentChanges.collect()
    this.#edits.clear()
    this.#uploads.clear(this.id)
    for (const field of this.#form.spec.fields) this.touch(field.name)
  }

  /** Presses the button next to a field. */
  pressAction(field: string): void {
    this.#session.send({ type: 'form-action', form: this.id, field })
  }

  /** Handles the refusal of event `n`. A refused submit gets no answer. A refused choice, which is no longer offered, is dropped. */
  giveUpWaiting(n: number): void {
    for (const field of this.#form.spec.fields) {
      if (!isFound(field) || this.#edits.get(field.name)?.n !== n) continue
      this.#edits.delete(field.name)
      this.#changed(field.name)
    }
    if (!this.isBusy || this.#submitted !== n) return
    this.#submitted = 0
    this.#changed(WHOLE)
  }

  /** Records whether the field breaks a rule. Returns true if it does. */
  #check(field: FieldSpec): boolean {
    // The entry of a refused file explains what is wrong with it.
    const isRefused = this.#uploads.isRefused(this.id, field.name)
    const problem = isRefused
      ? null
      : (this.#uploads.problem(this.id, field.name) ?? checkField(field, this.value(field)))
    if (problem === null) this.#problems.delete(field.name)
    else this.#problems.set(field.name, problem)
    this.#changed(field.name)
    return isRefused || problem !== null
  }

  #changed(topic: string | symbol): void {
    this.#versions.set(topic, (this.#versions.get(topic) ?? 0) + 1)
    this.#notifier.notify(topic)
    this.#touched()
  }

  #touched(): void {
    this.#moment = null
    this.#notifier.notify(ALL)
  }
}

/** Whether the server finds the options of the field. Then every choice is reported at once (rule O4). */
function isFound(field: FieldSpec): boolean {
  return field.type === 'select' && field.source !== undefined
}

/** The name of the field with the longest value. */
function largestOf(values: Readonly<Record<string, RawValue>>): string | undefined {
  const size = (value: RawValue): number => JSON.stringify(value).length
  return Object.entries(values).sort(([, a], [, b]) => size(b) - size(a))[0]?.[0]
}
