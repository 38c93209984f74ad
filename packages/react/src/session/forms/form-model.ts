import type {
  FieldSpec,
  FormSpec,
  Message,
  NodeId,
  PageEvent,
  RawValue,
  ViewForm,
} from '@webio/core/protocol'
import { checkChange, checkField, initialValue, isRawValueOf } from '@webio/core/protocol'
import type { FieldModel, FieldState } from './field-model'
import { FieldStates } from './field-states'
import { keptChoice } from './kept-choice'
import type { SilentChanges } from './silent-changes'
import { Notifier } from '../notifier'
import type { FormUploads } from '../files/uploads'

/** Topic of what concerns the form as a whole. */
const WHOLE = Symbol('form')
/** Topic of everything. */
const ALL = Symbol('all')

/** A form at one moment. An immutable value. */
export interface FormMoment {
  readonly spec: FormSpec
  /** Of the fields, in their order. */
  readonly states: readonly FieldState[]
  readonly isBusy: boolean
}

/** The session, as its forms see it. */
export interface EventSender {
  /** Gives back the event's number, 0 where it went nowhere. */
  send(event: PageEvent): number
  readonly lastEvent: number
  /** Why an event cannot be sent; null if it can be. */
  tooLarge(event: PageEvent): Message | null
}

/** What a person entered. */
interface Edit {
  readonly value: RawValue
  /** Number of the event that tells of it, or of the next one (rule V2). */
  readonly n: number
}

/** A button that submits or cancels a form. */
interface PressedButton {
  readonly field: string
  readonly id: number
}

/**
 * One open form on the page: what was typed, which local rules that breaks, and whether an answer is awaited. It outlives its
 * component, so that a form that is covered by another, or that moves, keeps what was typed.
 */
export class FormModel implements FieldModel {
  readonly #session: EventSender
  readonly #edits: Map<string, Edit>
  readonly #problems = new Map<string, Message>()
  /** Fields whose message from the session is about what is not there any more. */
  readonly #outdated = new Set<string>()
  readonly #versions = new Map<string | symbol, number>()
  readonly #notifier = new Notifier<string | symbol>()
  readonly #states = new FieldStates()
  readonly #uploads: FormUploads
  readonly #silentChanges: Pick<SilentChanges, 'collect'>
  #moment: FormMoment | null = null
  #form: ViewForm
  #submitted = 0
  /** A submit waits for files that are on their way. */
  #isWaiting = false

  /**
   * @param drafts what was typed before a reload
   */
  constructor(
    form: ViewForm,
    session: EventSender,
    uploads: FormUploads,
    silentChanges: Pick<SilentChanges, 'collect'>,
    drafts: ReadonlyMap<string, RawValue> = new Map(),
  ) {
    this.#form = form
    this.#session = session
    this.#uploads = uploads
    this.#silentChanges = silentChanges
    const n = session.lastEvent + 1
    this.#edits = new Map([...drafts].map(([name, value]) => [name, { value, n }]))
    for (const field of form.spec.fields) {
      // The session has not heard of the choice, so it cannot say what it was.
      const edit = this.#edits.get(field.name)
      if (edit && isFound(field) && !isRawValueOf(field, edit.value)) this.#edits.delete(field.name)
    }
  }

  get id(): NodeId {
    return this.#form.spec.id
  }

  /** The form as the session has it. */
  get form(): ViewForm {
    return this.#form
  }

  /** True from a submit until its answer. */
  get isBusy(): boolean {
    return this.#isWaiting || this.#submitted > this.#form.settled
  }

  /** What was edited and is not submitted. */
  get edits(): ReadonlyMap<string, RawValue> {
    return new Map([...this.#edits].map(([name, { value }]) => [name, value]))
  }

  /** What was edited, without what must not be kept (passwords). */
  get drafts(): ReadonlyMap<string, RawValue> {
    const secret = new Set(
      this.#form.spec.fields.filter((field) => field.type === 'password').map(({ name }) => name),
    )
    return new Map([...this.edits].filter(([name]) => !secret.has(name)))
  }

  /** Calls `listener` when the field changes its value or its message; without a field, when `isBusy` changes. */
  subscribe(field: string | undefined, listener: () => void): () => void {
    return this.#notifier.subscribe(field ?? WHOLE, listener)
  }

  /** Calls `listener` when anything about the form changes. */
  subscribeAll(listener: () => void): () => void {
    return this.#notifier.subscribe(ALL, listener)
  }

  /** The form as it is now: the same object until something changes. */
  get moment(): FormMoment {
    const { spec } = this.#form
    return (this.#moment ??= {
      spec,
      states: spec.fields.map((field) => this.state(field)),
      isBusy: this.isBusy,
    })
  }

  /** What a field shows. The same object as long as that is the same. */
  state(field: FieldSpec): FieldState {
    return this.#states.get(field, this.#versions.get(field.name) ?? 0, () => ({
      value: this.value(field),
      message: this.#problems.get(field.name) ?? this.#errorOf(field.name),
      praise: undefined,
    }))
  }

  /** The raw value of a field: what was typed, else its initial value. */
  value(field: FieldSpec): RawValue {
    const edit = this.#edits.get(field.name)
    // Null is a value: of a choice that was taken back.
    return edit ? edit.value : initialValue(field)
  }

  /** What the session finds wrong with a field, as long as that is about what is there. */
  #errorOf(field: string): Message | undefined {
    return this.#outdated.has(field) ? undefined : this.#form.errors[field]
  }

  /** Takes over what the session changed. */
  sync(next: ViewForm): void {
    const before = new Map(this.#form.spec.fields.map((field) => [field.name, field]))
    const wasBusy = this.isBusy
    const { errors } = this.#form
    this.#form = next
    this.#touched()
    if (errors !== next.errors) this.#outdated.clear()
    for (const field of next.spec.fields) {
      const old = before.get(field.name)
      if (old && old !== field) this.#adapt(old, field)
      if (old !== field || errors[field.name] !== next.errors[field.name]) this.#changed(field.name)
    }
    if (wasBusy !== this.isBusy) this.#changed(WHOLE)
  }

  /** A person changed a field. */
  edit(field: FieldSpec, value: RawValue): void {
    const isTold = field.watch || isFound(field)
    const event = { type: 'form-change', form: this.id, field: field.name, value } as const
    const problem =
      checkChange(field, value, initialValue(field)) ?? (isTold ? this.#session.tooLarge(event) : null)
    const sent = isTold && !problem ? this.#session.send(event) : 0
    // Of what is not sent, or not now, the next event tells.
    const n = sent || this.#session.lastEvent + 1
    this.#edits.set(field.name, { value, n })
    if (problem) this.#problems.set(field.name, problem)
    else this.#problems.delete(field.name)
    this.#changed(field.name)
  }

  /** What was typed into a field whose spec is another one now (rules V2 and V3). */
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

  touch(field: string): void {
    this.#problems.delete(field)
    this.#outdated.add(field)
    this.#changed(field)
  }

  /** A field lost focus: its rules are checked here, then on the server where it has a rule of its own. */
  leave(field: FieldSpec): void {
    const value = this.value(field)
    if (field.type === 'textarea' || field.type === 'file' || field.type === 'actions') return
    // Nobody is told off for what they have not filled in yet.
    if (value === '') return
    if (this.#check(field) || !field.check) return
    this.#session.send({ type: 'form-check', form: this.id, field: field.name, value })
  }

  /**
   * Submits the form if every field keeps its rules, once all its files have arrived.
   * @returns the name of the first field that does not; null when the form was sent
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
      // What was typed stays, and the person hears why it does not go.
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

  /** Puts every field back to its initial value. */
  reset(): void {
    this.#silentChanges.collect()
    this.#edits.clear()
    this.#problems.clear()
    this.#uploads.clear(this.id)
    for (const field of this.#form.spec.fields) this.#changed(field.name)
  }

  /** Presses the button beside a field. */
  pressAction(field: string): void {
    this.#session.send({ type: 'form-action', form: this.id, field })
  }

  /** Event `n` was refused. If it was the submit, nothing will answer it; if it was a choice that is not on offer any more, it is none. */
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

  /** Notes whether the field breaks a rule; true if it does. */
  #check(field: FieldSpec): boolean {
    // The entry of such a file says what is wrong with it.
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

/** The server finds the options of the field: every choice is told at once (rule O4). */
function isFound(field: FieldSpec): boolean {
  return field.type === 'select' && field.source !== undefined
}

/** The name of the field with the longest value. */
function largestOf(values: Readonly<Record<string, RawValue>>): string | undefined {
  const size = (value: RawValue): number => JSON.stringify(value).length
  return Object.entries(values).sort(([, a], [, b]) => size(b) - size(a))[0]?.[0]
}
