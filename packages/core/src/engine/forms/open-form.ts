import type { InputCancelReason } from '../../errors'
import { InputCancelledException, SessionClosedException } from '../../errors'
import type { EventErrorCode } from '../../protocol/error-codes'
import type { FormCancelEvent, FormSubmitEvent, PressedAction } from '../../protocol/events'
import { controlText } from '../../protocol/control-text'
import { checkChange, checkField, emptyValue, initialValue, isRawValueOf } from '../../protocol/field-rules'
import type {
  ActionSpec,
  FieldSpec,
  FileField,
  FormSpec,
  InputField,
  RawValue,
} from '../../protocol/input-spec'
import type { Message } from '../../protocol/messages'
import type { TreeCommand } from '../../protocol/commands'
import type { NodeId } from '../../protocol/output-spec'
import type { ViewTree } from '../../state/view-tree'
import { LazyMap } from '../../state/lazy-collections'
import type { Clock } from '../clock'
import type {
  Check,
  Checked,
  CheckedGroup,
  CheckGroup,
  FieldRuntime,
  FormRequest,
  FormValues,
  OptionSource,
} from './form-spec'
import { fingerprintOf } from './form-spec'
import type { FormAsker } from './form-asker'
import type { Submit } from './judge-fields'
import { judgeFields } from './judge-fields'
import type { FileFields } from '../files/uploads'
import { OptionSearch } from './option-search'
import { ValueChecks } from './value-checks'
import type { EventWork, WorkLine } from '../tasks/event-work'
import type { TaskPath } from '../tasks/task-path'

/** The message of a field whose rule threw. */
const INVALID: Message = { id: 'invalid' }

function isReadonly(message: Message | null): boolean {
  return typeof message === 'object' && message?.id === 'readonly'
}

/** A value on the server for which the page shows a label. */
interface Lock {
  readonly label: string
  readonly value: unknown
}

/** What a form knows of a field, besides its value. */
interface FieldState {
  lock?: Lock | undefined
  /** The author's check, which runs for one value at a time. */
  verdicts?: ValueChecks<Checked>
  /** The check whose result counts. */
  check?: number | undefined
  /** The search of its options. */
  search?: OptionSearch | undefined
  /** The choice that the page has reported, if its options are searched. */
  choice?: RawValue | undefined
}

/** The part of a session that its forms need. */
export interface FormOwner {
  /** Whether the page may show error messages. */
  readonly debug: boolean
  readonly clock: Clock
  readonly tree: ViewTree
  command(command: TreeCommand): void
  readonly work: EventWork
  /** Runs a callback as a separate task after earlier serial callbacks. Returns false if too many callbacks are waiting. */
  startInTurn(run: () => unknown): boolean
  /** Logs an error without further consequences. */
  reportIgnored(what: string, error: unknown): void
  /** The path of the next task that the current event starts. */
  nextPath(): TaskPath
  /** Calls `fire` after some milliseconds, for this task. Returns a function that cancels it. */
  timer(path: TaskPath, what: string, fire: () => void, ms: number): () => void
  /** The author's rules have accepted the values of event `n`, including these uploads. Calls `accept`, which ends the form. */
  accepted(form: OpenForm, values: FormValues, files: readonly NodeId[], n: number, accept: () => void): void
  /** The form has judged the submit of event `n`. */
  judged(n: number): void
}

/** Keeps the open forms, and learns of their end. */
export interface FormKeeper {
  /** The form has ended for any reason. @param files the uploads of its answer */
  ended(form: OpenForm, files: readonly NodeId[]): void
}

/**
 * An open form. It handles all events about it, and checks the page's values with the rules of protocol/field-rules and with the author's rules.
 */
export class OpenForm implements FileFields {
  readonly id: number
  readonly container: number | undefined
  /** The shape of its task, including this form. */
  readonly shape: number
  /** The value of a single field, or the values by field; null if it was cancelled. */
  readonly answer: Promise<unknown>
  readonly #session: FormOwner
  readonly #forms: FormKeeper
  readonly #asker: FormAsker
  readonly #request: FormRequest
  #fieldsByName: ReadonlyMap<string, FieldRuntime> | null = null
  /** What is known of single fields, besides their values. */
  readonly #states = new LazyMap<string, FieldState>()
  #resolve!: (answer: unknown) => void
  #reject!: (error: unknown) => void
  #open = true
  #busy = false
  readonly #cleanUps: (() => void)[]
  #lastCheck = 0
  /** Runs `onchange` handlers of this form one after the other. */
  #changes: WorkLine | null = null

  constructor(session: FormOwner, asker: FormAsker, request: FormRequest, spec: FormSpec, forms: FormKeeper) {
    this.id = spec.id
    this.container = spec.container
    this.shape = asker.path.shape
    this.#session = session
    this.#forms = forms
    this.#asker = asker
    this.#request = request
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // An unawaited answer must not end the process when the session closes.
    this.answer.catch(nothing)
    for (const { spec: field, source } of request.fields) if (source) this.#setSource(field.name, source)
    this.#cleanUps = [asker.onClose(() => this.abandon())]
    this.#watchForWithdrawal()
  }

  /** Takes the form off the page without an answer. */
  withdraw(reason: InputCancelReason, cause?: unknown): void {
    this.#fail(
      new InputCancelledException(reason, this.#request.label, cause === undefined ? undefined : { cause }),
    )
  }

  /** The session or the task is over. */
  abandon(): void {
    this.#fail(new SessionClosedException('This session has been closed while a form was waiting.'))
  }

  /** Handles a submit. The answer to the page follows as a command; a returned code says why there is no answer. */
  submit(event: FormSubmitEvent, eventNumber: number): EventErrorCode | null {
    if (this.#busy) return 'form_busy'
    const pressed = event.action ? this.#pressedAction(event.action, 'submit') : null
    if (event.action ? !pressed : this.#endsWithButtons()) return 'bad_value'
    const code = this.#checkShape(event.values)
    if (code) return code
    this.#busy = true
    if (this.#states.size > 0) for (const state of this.#states.values()) state.check = undefined
    const path = this.#session.nextPath()
    // A search that ends meanwhile must not remove a submitted option.
    const searched = this.#searchedSpecs()
    const submit = { event, pressed, n: eventNumber, path, searched, values: {}, errors: {}, isGood: true }
    const judging = this.#judge(submit)
    if (judging) void judging.finally(() => this.#session.judged(eventNumber))
    else this.#session.judged(eventNumber)
    return null
  }

  cancel(event: FormCancelEvent): EventErrorCode | null {
    const allowed = event.action
      ? this.#pressedAction(event.action, 'cancel') !== null
      : this.#request.cancelable
    if (!allowed) return event.action ? 'bad_value' : 'not_cancelable'
    this.dismiss()
    return null
  }

  /** Ends the form as its Cancel button does. */
  dismiss(): void {
    this.#close()
    this.#asker.settle(() => this.#resolve(null))
  }

  /** A field lost focus: runs its rules and sends the result to the page. */
  check(name: string, raw: RawValue): EventErrorCode | null {
    const field = this.#field(name)
    if (!field) return 'no_such_field'
    if (!isRawValueOf(this.#specOf(name), raw)) return 'bad_value'
    const check = ++this.#lastCheck
    const state = this.#stateOf(name)
    state.check = check
    const path = this.#session.nextPath()
    // A submit does not wait for this check: the last typed value counts.
    state.verdicts ??= new ValueChecks()
    void state.verdicts
      .ask(raw, async () => (this.#open ? this.#checkOne(field, raw, path) : { ok: false, message: INVALID }))
      .then((checked) => {
        // A later check of the field, or a submit, takes precedence.
        if (!this.#open || state.check !== check) return
        state.check = undefined
        this.#session.command({
          type: 'form-errors',
          form: this.id,
          errors: { [name]: checked.ok ? null : checked.message },
        })
      })
    return null
  }

  /** True while the rules of a field that lost focus are running. */
  isChecking(name: string): boolean {
    return this.#open && this.#states.get(name)?.check !== undefined
  }

  /**
   * A watched field changed: runs its `onchange` after those of earlier changes.
   * @param n number of the event
   */
  change(name: string, raw: RawValue, n: number): EventErrorCode | null {
    const field = this.#field(name)
    if (!field) return 'no_such_field'
    const { onchange } = field
    const isSearched = this.#states.get(name)?.search !== undefined
    if (!onchange && !isSearched) return 'not_watched'
    const { work } = this.#session
    if (onchange && !work.hasRoom()) return 'too_busy'
    if (isSearched && !this.#admit(name, raw)) return 'bad_value'
    const spec = this.#specOf(name)
    if (!isRawValueOf(spec, raw) || isReadonly(checkField(spec, raw))) return 'bad_value'
    if (checkChange(spec, raw, initialValue(spec))) return 'bad_value'
    if (!onchange) return null
    const as = { change: { form: this.id, field: name, n }, path: this.#session.nextPath() }
    const run = async (): Promise<void> => {
      try {
        await this.#asker.run(() => onchange(this.#convert(field, raw)), as)
      } catch (error) {
        this.#session.reportIgnored(`onchange of the field ${JSON.stringify(name)}`, error)
      }
    }
    work.add((this.#changes ??= work.line()), run, { isAlone: true })
    return null
  }

  /** A person searches the options of a field. */
  search(name: string, query: string): EventErrorCode | null {
    if (!this.has(name)) return 'no_such_field'
    const search = this.#states.get(name)?.search
    if (!search) return 'not_searched'
    search.ask(query)
    return null
  }

  /**
   * The button next to a field was pressed.
   * @param n number of the event
   */
  press(name: string, n: number): EventErrorCode | null {
    const field = this.#field(name)
    if (!field) return 'no_such_field'
    const { action } = field
    if (!action) return 'no_such_callback'
    const run = (): unknown => action((value, label) => this.#setValue(name, n, value, label))
    return this.#session.startInTurn(run) ? null : 'too_busy'
  }

  /**
   * Changes a field's spec, for `input_update`.
   * @param n number of the event that it answers
   */
  update(name: string, fields: Readonly<Record<string, unknown>>, n: number): void {
    const field = this.#field(name)
    if (!field || !this.#open) return
    const set = field.update(fields, this.#specOf(name), 'input_update')
    const source = field.sourceIn?.(fields)
    if (source !== undefined) this.#setSource(name, source)
    if (fields['value'] !== undefined) {
      const state = this.#states.get(name)
      if (state) state.lock = state.choice = undefined
    }
    // The new source has not offered the chosen options.
    if (fields['value'] !== undefined || source) set['settled'] = n
    this.#session.command({ type: 'form-update', form: this.id, field: name, set })
  }

  has(name: string): boolean {
    return this.#field(name) !== undefined
  }

  /** The current spec of a field, or undefined. */
  fieldSpec(name: string): FieldSpec | undefined {
    return this.#session.tree.forms.get(this.id)?.spec.fields.find((field) => field.name === name)
  }

  /** True while an answer is being checked. The files that it names must not change meanwhile. */
  get isBusy(): boolean {
    return this.#busy
  }

  fileField(name: string): FileField | undefined {
    const spec = this.fieldSpec(name)
    return spec?.type === 'file' ? spec : undefined
  }

  #field(name: string): FieldRuntime | undefined {
    const { fields } = this.#request
    // Most forms have one field, and a map costs more than everything else of such a form.
    if (fields.length === 1) return fields[0]!.spec.name === name ? fields[0] : undefined
    this.#fieldsByName ??= new Map(fields.map((field) => [field.spec.name, field]))
    return this.#fieldsByName.get(name)
  }

  #specOf(name: string): FieldSpec {
    return this.fieldSpec(name) ?? (this.#field(name) as FieldRuntime).spec
  }

  /** Sets the function that finds a field's options, or removes it with null. */
  #setSource(name: string, source: OptionSource | null): void {
    const state = this.#stateOf(name)
    state.search?.close()
    state.search = state.choice = undefined
    if (!source) return
    const session = this.#session
    const owner = {
      debug: session.debug,
      field: () => (this.#open ? this.#specOf(name) : undefined),
      chosen: () => state.choice ?? null,
      run: (body: () => Promise<void>) => this.#asker.run(body, { path: session.nextPath() }),
      change: (set: object) =>
        session.command({ type: 'form-update', form: this.id, field: name, set: { ...set } }),
      failed: (error: unknown) =>
        session.reportIgnored(`the source of the options of ${JSON.stringify(name)}`, error),
    }
    state.search = new OptionSearch(owner, source)
  }

  /**
   * Adds a person's choice to a field's options.
   * @returns false if the source has not offered it
   */
  #admit(name: string, raw: RawValue): boolean {
    const state = this.#stateOf(name)
    const options = state.search?.admit(raw)
    if (!options) return false
    state.choice = raw
    this.#session.command({ type: 'form-update', form: this.id, field: name, set: { options } })
    return true
  }

  #setValue(name: string, n: number, value: unknown, label?: string): void {
    if (!this.#open) return
    const isLocked = label !== undefined && label !== null
    this.#stateOf(name).lock = isLocked ? { label, value } : undefined
    const { type } = this.#specOf(name) as InputField
    const text = controlText(type, isLocked ? label : String(value ?? ''))
    this.#session.command({
      type: 'form-update',
      form: this.id,
      field: name,
      set: { value: text, locked: isLocked || null, settled: n },
    })
  }

  #pressedAction(action: PressedAction, type: ActionSpec['type']): ActionSpec | null {
    const spec = this.fieldSpec(action.field)
    if (spec?.type !== 'actions') return null
    return spec.buttons.find((b) => b.id === action.id && b.type === type && !b.disabled) ?? null
  }

  /** Tells whether the form has no buttons of its own, because one of its `actions` ends it. */
  #endsWithButtons(): boolean {
    const last = this.#session.tree.forms.get(this.id)?.spec.fields.at(-1)
    return last?.type === 'actions' && last.buttons.some((button) => button.type === 'submit')
  }

  #checkShape(values: FormSubmitEvent['values']): EventErrorCode | null {
    for (const name of Object.keys(values)) {
      if (!this.has(name)) return 'no_such_field'
      if (!isRawValueOf(this.#specOf(name), values[name]!)) return 'bad_value'
    }
    return null
  }

  /** Judges a submit. Returns a promise if a rule is asynchronous; otherwise it ends in the turn of the submit. */
  #judge(submit: Submit): Promise<void> | void {
    const check = (field: FieldRuntime, raw: RawValue): Checked | Promise<Checked> =>
      this.#checkOne(field, raw, submit.path, submit.searched?.get(field.spec.name))
    const judging = judgeFields(submit, this.#request.fields, check, (name) => emptyValue(this.#specOf(name)))
    return judging ? judging.then(() => this.#decide(submit)) : this.#decide(submit)
  }

  #decide(submit: Submit): Promise<void> | void {
    if (!this.#open) return
    if (!submit.isGood) return this.#refuse(submit)
    const { checkGroup } = this.#request
    return checkGroup ? this.#judgeTogether(submit, checkGroup) : this.#accepted(submit.values, submit)
  }

  async #judgeTogether(submit: Submit, checkGroup: CheckGroup): Promise<void> {
    const checked = await this.#checkTogether(checkGroup, submit.values, submit.path)
    if (!this.#open || !checked) return
    if (checked.ok) return this.#accepted(checked.values, submit)
    Object.assign(submit.errors, checked.errors)
    this.#refuse(submit)
  }

  #refuse({ errors, n }: Submit): void {
    this.#busy = false
    this.#session.command({ type: 'form-errors', form: this.id, errors, settled: n })
  }

  #checkOne(
    field: FieldRuntime,
    raw: RawValue,
    path: TaskPath,
    spec: FieldSpec = this.#specOf(field.spec.name),
  ): Checked | Promise<Checked> {
    const message = checkField(spec, raw)
    if (message) return { ok: false, message }
    const value = this.#convert(field, raw, spec)
    return field.check ? this.#checkByAuthor(spec.name, field.check, value, path) : { ok: true, value }
  }

  #stateOf(name: string): FieldState {
    let state = this.#states.get(name)
    if (!state) this.#states.set(name, (state = {}))
    return state
  }

  /** The specs of the fields with searched options; undefined if there are none. */
  #searchedSpecs(): ReadonlyMap<string, FieldSpec> | undefined {
    if (this.#states.size === 0) return undefined
    const searched = [...this.#states].filter(([, { search }]) => search)
    return new Map(searched.map(([name]) => [name, this.#specOf(name)]))
  }

  async #checkByAuthor(name: string, check: Check, value: unknown, path: TaskPath): Promise<Checked> {
    try {
      return await this.#asker.run(() => check(value), { path })
    } catch (error) {
      this.#session.reportIgnored(`validate of the field ${JSON.stringify(name)}`, error)
      return { ok: false, message: INVALID }
    }
  }

  async #checkTogether(
    check: CheckGroup,
    values: Readonly<Record<string, unknown>>,
    path: TaskPath,
  ): Promise<CheckedGroup | null> {
    try {
      return await this.#asker.run(() => check(values), { path })
    } catch (error) {
      this.#fail(error)
      return null
    }
  }

  #convert(field: FieldRuntime, raw: RawValue, spec: FieldSpec = this.#specOf(field.spec.name)): unknown {
    const lock = this.#states.get(field.spec.name)?.lock
    if (lock && raw === lock.label) return lock.value
    return field.convert(raw, spec)
  }

  /** Ends the form with values that the rules accepted in an earlier run of the session. */
  acceptAgain(values: FormValues, files: readonly NodeId[]): void {
    this.#accept(values, files)
  }

  /** Its name for a person: its label, or the labels of its fields. */
  get name(): string {
    const { label, fields } = this.#request
    return label || fields.flatMap(({ spec }) => spec.label || []).join(', ')
  }

  /** Identifies the form in records of its answer: its label and its fields. */
  get fingerprint(): string {
    return fingerprintOf(this.#request)
  }

  /** Whether it waits for its answer. */
  get isOpen(): boolean {
    return this.#open
  }

  /** Whether one of its fields holds a secret. */
  get isSecret(): boolean {
    return this.#request.fields.some(({ spec }) => spec.type === 'password')
  }

  #accepted(values: FormValues, { event, n }: Submit): void {
    const files: NodeId[] = []
    for (const { spec } of this.#request.fields) {
      const raw = spec.type === 'file' ? event.values[spec.name] : undefined
      if (Array.isArray(raw)) files.push(...(raw as readonly NodeId[]))
    }
    this.#session.accepted(this, values, files, n, () => this.#accept(values, files))
  }

  #accept(values: FormValues, files: readonly NodeId[]): void {
    if (!this.#open) return
    this.#close(files)
    const answer = this.#request.single ? values[this.#request.fields[0]!.spec.name] : values
    this.#asker.settle(() => this.#resolve(answer))
  }

  #fail(error: unknown): void {
    if (!this.#open) return
    this.#close()
    this.#asker.settle(() => this.#reject(error))
  }

  #close(files: readonly NodeId[] = []): void {
    if (!this.#open) return
    this.#open = false
    for (const cleanUp of this.#cleanUps.splice(0)) cleanUp()
    if (this.#states.size > 0) for (const { search } of this.#states.values()) search?.close()
    if (this.#changes) this.#session.work.drop(this.#changes)
    this.#forms.ended(this, files)
  }

  #watchForWithdrawal(): void {
    const { timeoutMs, signal } = this.#request
    if (timeoutMs !== undefined) {
      const late = (): void => this.withdraw('timeout')
      this.#cleanUps.push(
        this.#session.timer(this.#asker.path, `timeout of ${this.fingerprint}`, late, timeoutMs),
      )
    }
    if (!signal) return
    const abort = () => this.withdraw('signal', signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    this.#cleanUps.push(() => signal.removeEventListener('abort', abort))
  }
}

function nothing(): void {}
