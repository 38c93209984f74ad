import type { TaskFunction } from '../engine/tasks/applications'
import { INDEX_APP } from '../engine/tasks/applications'
import type { JournalStore } from '../engine/durable/journal-store'
import { durableSessions } from '../engine/host/durable-sessions'
import { durableOptions, restartSession } from './restart'
import type { Clock } from '../engine/clock'
import { processNode } from '../engine/cluster/node'
import { sessionViewers } from '../engine/viewers/session-viewers'
import type { Logger } from '../engine/logger'
import type { OutboxLimits } from '../engine/wire/outbox'
import type { Session } from '../engine/session'
import { SessionHost } from '../engine/host/session-host'
import type { SessionInfo } from '../engine/session-info'
import type { PageSession } from '../page/page-session'
import type { TransientCommand } from '../protocol/commands'
import type { CellValue, RowId } from '../protocol/datatable'
import type { PageEvent } from '../protocol/events'
import type {
  FieldSpec,
  FileField,
  FormSpec,
  FoundOptions,
  OptionSpec,
  RawValue,
} from '../protocol/input-spec'
import type { Json, JsonObject, JsonShape } from '../protocol/json'
import { messageText } from '../protocol/messages'
import type { NodeId, PinNode } from '../protocol/output-spec'
import { ROOT_ID } from '../protocol/output-spec'
import type { ViewTree } from '../state/view-tree'
import { installAsyncContext } from '../server/async-context'
import { rawAnswer, rawValue, singleAnswer } from './field-answer'
import type { FetchedFile } from './fetched-file'
import type { ShownOutput } from '../state/read-tree'
import { actionEvent, callEvent, editEvent } from './callback-events'
import { findButtons } from './find-buttons'
import { shownOutputs, shownPopup, shownToasts, textOf } from '../state/read-tree'
import { uploadFiles } from './test-files'
import type { RefusedAct } from './test-page'
import { TestPage } from './test-page'

export interface OpenAppOptions {
  /** The parameters of the task. @default {} */
  params?: JsonObject
  /** Values of `info` that differ from those of a test's page. */
  info?: Partial<SessionInfo>
  /** Shows the stack of a failed task in the page. @default false */
  debug?: boolean
  /** How many seconds the session waits for its page after the connection is lost. @default 30 */
  reconnect_timeout?: number
  /** A clock that the test controls. @default the system's clock */
  clock?: Clock
  /** The engine's logger. @default no output; `errors` holds the errors in any case */
  logger?: Logger
  /**
   * Runs the JavaScript of `run_js` and `eval_js`: returns its value, or throws.
   * @default refuses, because there is no browser
   */
  run_script?: (code: string, args: JsonObject) => unknown
  /** The limits of the commands that the session keeps for its page. */
  outboxLimits?: OutboxLimits
  /**
   * Makes the session durable, in memory or in this store: `restart` continues it.
   * @default false
   */
  durable?: boolean | JournalStore
  /** How many seconds `form`, `submit` and similar functions wait for the task before they throw. @default 4 */
  patience?: number
}

/** The visible form. */
export type ShownForm = FormSpec & { readonly label: string }

/** An option that a search found. */
export type FoundOption = Pick<OptionSpec, 'label' | 'value' | 'disabled'>

/** Messages of the refused fields, by name. Empty if the form was accepted. */
export type Refusals = Record<string, string>

/**
 * Runs a task with a page, without a browser or a socket.
 * @returns when the page is connected and has applied the outputs of the task's first turn
 * @example
 * const t = await open_app(main)
 * expect(await t.submit({ name: 'Bob', age: 30 })).toEqual({})
 * expect(t.text()).toContain('Hello Bob')
 */
export async function open_app(main: TaskFunction, options: OpenAppOptions = {}): Promise<OpenApp> {
  installAsyncContext()
  const app = new OpenApp(main, options)
  await app.settle()
  return app
}

/** A running task and its page. Created by `open_app`. */
export class OpenApp {
  /** The errors that tasks, callbacks and rules of this session threw. */
  readonly errors: unknown[] = []
  readonly #page: TestPage
  readonly #host: SessionHost

  /** @internal Use `open_app`. */
  constructor(main: TaskFunction, options: OpenAppOptions) {
    const { params, info, run_script, patience } = options
    const host = new SessionHost({
      applications: new Map([[INDEX_APP, main]]),
      logger: keepingErrors(this.errors, options.logger),
      reconnectTimeout: options.reconnect_timeout ?? 30,
      debug: options.debug ?? false,
      node: processNode(),
      viewers: sessionViewers,
      ...(options.clock && { clock: options.clock }),
      ...(options.durable && { durable: durableSessions(durableOptions(options)) }),
      ...(options.outboxLimits && { outboxLimits: options.outboxLimits }),
    })
    this.#host = host
    this.#page = new TestPage(host, { params, info, run_script, patience, errors: this.errors })
  }

  /** The events that the task sent with `emit`. */
  get events(): readonly { readonly name: string; readonly data: Json }[] {
    return this.#page.events
  }

  /** The files that the task told the page to download. */
  get downloads(): readonly FetchedFile[] {
    return this.#page.downloads
  }

  /** The cookies that the page received, as `Set-Cookie` headers. */
  get cookies(): readonly string[] {
    return this.#page.cookies
  }

  /** The page's view tree. */
  get tree(): ViewTree {
    return this.#page.half.tree
  }

  /** The session on the server. */
  get session(): Session {
    return this.#page.session
  }

  /** The page's half of the protocol, for tests of the protocol itself. */
  get page(): PageSession {
    return this.#page.half
  }

  /** All outputs in the order of the page, including nested ones. */
  get outputs(): ShownOutput[] {
    return shownOutputs(this.tree)
  }

  /** The visible toasts. */
  get toasts(): { readonly content: string; readonly color: string }[] {
    return shownToasts(this.tree)
  }

  /** The top popup, or null. */
  get popup(): { readonly title: string; readonly text: string } | null {
    return shownPopup(this.tree)
  }

  /** True once the session has ended. */
  get closed(): boolean {
    return this.#page.isClosed
  }

  /** The return value of the task, after the session has ended. */
  get result(): Json | undefined {
    return this.tree.closed?.result
  }

  /** The transient commands that the page received, except events and downloads. */
  get transients(): readonly TransientCommand[] {
    return this.#page.transients
  }

  /** Events of this page that the session refused, for tests of misbehaving pages. */
  get refusals(): readonly RefusedAct[] {
    return this.#page.refused
  }

  /**
   * The text of the page or of a scope, as a person would read it.
   * @throws RangeError if the scope is not on the page
   */
  text(scope?: string): string {
    const id = scope === undefined ? ROOT_ID : this.tree.scopes.get(scope)
    if (id === undefined)
      throw new RangeError(`text: there is no scope ${JSON.stringify(scope)} on the page.`)
    return textOf(this.tree, id)
  }

  /**
   * Waits for a form and returns the newest one.
   * @throws Error if the session ends without a form; its cause is the task's error, if any
   */
  async form(): Promise<ShownForm> {
    await this.until(() => this.#topForm() !== undefined || this.closed, 'form: a form')
    const form = this.#topForm()
    if (form) return { ...form, label: form.label ?? '' }
    throw new Error('form: the session has ended and no form is open.', { cause: this.errors[0] })
  }

  /**
   * Waits for a form and submits it.
   * @param values by field name; for a single input, the bare value. Other fields keep their current value. The value of a file field is a File or
   * an array of Files, which are uploaded first
   * @returns the messages of the refused fields; empty if the form was accepted
   * @throws RangeError if the form does not have the field or option; Error if the submit itself is refused
   */
  async submit(values: unknown): Promise<Refusals> {
    const form = await this.form()
    const given = form.single ? singleAnswer(form, values) : { ...(values as Record<string, unknown>) }
    for (const field of form.fields) {
      if (field.type !== 'file' || given[field.name] === undefined) continue
      const uploaded = await this.#upload('submit', form.id, field, given[field.name])
      if (!Array.isArray(uploaded)) return { [field.name]: messageText(uploaded.refusal) }
      given[field.name] = uploaded
    }
    const answer = rawAnswer(form, given)
    for (const field of form.fields) {
      // As the page does: it reports a choice among found options at once (rule O4).
      const value = answer.values[field.name] ?? null
      if (isSearched(field) && Object.hasOwn(given, field.name))
        await this.#page.act('submit', { type: 'form-change', form: form.id, field: field.name, value })
    }
    const n = this.#page.send({ type: 'form-submit', form: form.id, ...answer })
    const shown = () => this.tree.forms.get(form.id)
    const isAnswered = () => !shown() || (shown()?.settled ?? 0) >= n || this.#page.refused.length > 0
    await this.until(isAnswered, 'submit: the answer')
    this.#page.assertNotRefused('submit')
    await this.settle()
    return Object.fromEntries(
      Object.entries(shown()?.errors ?? {}).map(([name, message]) => [name, messageText(message)]),
    )
  }

  /** Presses Cancel in the visible form, or its button with this value if the button cancels. */
  async cancel(button?: { readonly field: string; readonly label: string }): Promise<void> {
    const form = await this.form()
    const field = form.fields.find((one) => one.name === button?.field)
    const id =
      field?.type === 'actions' ? field.buttons.find((one) => one.label === button?.label)?.id : undefined
    await this.#page.act('cancel', {
      type: 'form-cancel',
      form: form.id,
      ...(button && id !== undefined && { action: { field: button.field, id } }),
    })
  }

  /**
   * Enters a value into a field of the visible form, leaves the field, and waits for its rules, including asynchronous ones. Returns the
   * message, or null.
   */
  async blur(field: string, value: unknown): Promise<string | null> {
    const form = await this.form()
    const spec = form.fields.find((one) => one.name === field)
    if (!spec) throw new RangeError(`blur: the form has no field ${JSON.stringify(field)}.`)
    await this.#page.act('blur', { type: 'form-check', form: form.id, field, value: rawValue(spec, value) })
    await this.until(
      () => !this.session.forms.get(form.id)?.isChecking(field),
      `blur: the answer of the rules of ${field}`,
    )
    await this.settle()
    const message = this.tree.forms.get(form.id)?.errors[field]
    return message === undefined ? null : messageText(message)
  }

  /** Changes a field of the visible form, which runs its `onchange`. */
  async change(field: string, value: unknown): Promise<void> {
    const form = await this.form()
    const spec = form.fields.find((one) => one.name === field)
    if (!spec) throw new RangeError(`change: the form has no field ${JSON.stringify(field)}.`)
    const raw = await this.#rawValue('change', form.id, spec, value)
    await this.#page.act('change', { type: 'form-change', form: form.id, field, value: raw })
  }

  /**
   * Searches the options of a `select` in the visible form, as a person does by typing, and waits for the answer.
   * @returns the found options; `submit` and `change` accept them by value or label
   * @throws RangeError if the form does not have the field; Error if the field has no search, or the search failed
   */
  async search(field: string, query: string): Promise<readonly FoundOption[]> {
    const form = await this.form()
    const spec = (): FieldSpec | undefined =>
      this.tree.forms.get(form.id)?.spec.fields.find((one) => one.name === field)
    if (!spec()) throw new RangeError(`search: the form has no field ${JSON.stringify(field)}.`)
    return this.#search('search', { type: 'form-search', form: form.id, field, query }, spec)
  }

  /**
   * Searches the options of a `put_select`, as `search` does in a form.
   * @throws RangeError if the pin does not exist; Error if it has no search, or the search failed
   */
  async search_pin(name: string, query: string): Promise<readonly FoundOption[]> {
    const { id } = await this.#pin('search_pin', name)
    const spec = (): FieldSpec | undefined => {
      const node = this.tree.nodes.get(id)?.spec
      return node?.type === 'pin' ? node.field : undefined
    }
    return this.#search('search_pin', { type: 'pin-search', output: id, query }, spec)
  }

  /**
   * Changes a pin as a person does: to a value, as the task gets it, or to an option or button by its label.
   * @throws RangeError if the pin or option does not exist; Error if the session refuses the change
   */
  async change_pin(name: string, value: unknown): Promise<void> {
    const { id, field } = await this.#pin('change_pin', name)
    const raw = await this.#rawValue('change_pin', id, field, value)
    await this.#page.act('change_pin', { type: 'pin-change', output: id, value: raw })
  }

  /** Leaves a pin and waits for its rules, including asynchronous ones. Returns the message that marks it, or null. */
  async blur_pin(name: string): Promise<string | null> {
    const { id } = await this.#pin('blur_pin', name)
    await this.#page.act('blur_pin', { type: 'pin-check', output: id })
    await this.until(() => !this.session.pins.isChecking(id), `blur_pin: the answer of the rules of ${name}`)
    await this.settle()
    const { valid_status, invalid_feedback } = await this.#pin('blur_pin', name)
    return valid_status === false && invalid_feedback !== undefined ? messageText(invalid_feedback) : null
  }

  /** Presses the button next to a field of the visible form. */
  async press(field: string): Promise<void> {
    const form = await this.form()
    await this.#page.act('press', { type: 'form-action', form: form.id, field })
  }

  /**
   * Clicks a button by its label, including buttons of forms. If several have the label, it clicks the first enabled one. Buttons of the top popup
   * come first.
   * @param options `nth`: the index of the button to click, from 0
   * @throws RangeError if there is no such button
   */
  async click(label: string, options: { readonly nth?: number } = {}): Promise<void> {
    await this.settle()
    const buttons = findButtons(this.tree, label)
    const button =
      options.nth === undefined ? (buttons.find((one) => !one.disabled) ?? buttons[0]) : buttons[options.nth]
    if (!button)
      throw new RangeError(`click: there is no button ${JSON.stringify(label)} on the page:\n${this.text()}`)
    if (button.disabled) throw new Error(`click: the button ${JSON.stringify(label)} is disabled.`)
    await this.#page.act('click', button.event)
  }

  /** Clicks an output that has `onclick`, by its id. */
  async click_output(id: NodeId): Promise<void> {
    await this.#page.act('click_output', { type: 'callback-fire', output: id, key: 'click' })
  }

  /**
   * Presses the button of a data table for some of its rows.
   * @param label the label of the action; if several tables have it, the first table is used
   * @param ids the ids of the selected rows: one, or several if the table allows it
   * @throws RangeError if no table has such an action; Error if the session refuses the rows
   */
  async action(label: string, ids: RowId | readonly RowId[]): Promise<void> {
    await this.settle()
    const event = actionEvent(this.outputs, label, ids)
    await this.#page.act('action', event)
  }

  /**
   * Calls a function among the props of a component, as the component in the page does.
   * @param component the name in `put_component`; if several are shown, the newest is used
   * @param prop the name of the prop; for a nested one, a JSON Pointer such as `/columns/0/onClick`
   * @param args JSON values
   * @throws RangeError if the component or function is not on the page
   */
  async call(component: string, prop: string, ...args: readonly Json[]): Promise<void> {
    await this.settle()
    await this.#page.act('call', callEvent(this.outputs, component, prop, args))
  }

  /**
   * Changes a cell of a data table as a person does, and waits for the answer.
   * @param table its `instance_id`, or its id
   * @param row id of the row
   * @param field key of the column; nested ones joined by a dot
   * @returns the message if the edit is refused; null if the table now has the value
   * @throws RangeError if the table or column does not exist; Error if the session refuses the edit because the column is not editable or the row
   * does not exist
   */
  async edit(table: string | NodeId, row: RowId, field: string, value: CellValue): Promise<string | null> {
    await this.settle()
    const event = editEvent(this.outputs, table, row, field, value)
    const n = this.#page.send(event)
    const answer = (): TransientCommand | undefined =>
      this.transients.find((one) => one.type === 'cell-settled' && one.request === n)
    await this.until(() => answer() !== undefined || this.#page.refused.length > 0, 'edit: the answer')
    this.#page.assertNotRefused('edit')
    await this.settle()
    const settled = answer()
    return settled?.type === 'cell-settled' && settled.message !== undefined
      ? messageText(settled.message)
      : null
  }

  /** Closes a popup or toast by its id, as a person does; without an id, the top popup. */
  async dismiss(id?: NodeId): Promise<void> {
    const output = id ?? this.outputs.filter((one) => one.type === 'popup').at(-1)?.id
    if (output === undefined) throw new RangeError('dismiss: no popup is open.')
    await this.#page.act('dismiss', { type: 'output-dismiss', output })
  }

  /** Sends an event of the embedding page, as `useWebIO().send` does. */
  send<Data = Json>(name: string, data?: Json | JsonShape<Data>): Promise<void>
  async send(name: string, data: Json = null): Promise<void> {
    await this.#page.act('send', { type: 'app-event', name, data })
  }

  /** Cuts the connection: messages on the way are lost. */
  drop(): void {
    this.#page.drop()
  }

  /** Connects again after `drop()`. */
  async resume(): Promise<void> {
    await this.#page.resume()
  }

  /** Reloads the page: a new page resumes the session. */
  async reload(): Promise<void> {
    await this.#page.reload()
  }

  /**
   * Restarts a durable session as a restart of the server does: frees its memory and replays its journal, with the same page.
   * @throws Error if the session is not durable or has ended; DurableMismatch if the task does something different
   */
  async restart(): Promise<void> {
    await this.settle()
    await restartSession(this.#host, this.session)
    await this.#page.resume()
  }

  /** The visitor leaves: the session ends. */
  async close(): Promise<void> {
    await this.#page.leave()
  }

  /** The visitor leaves at the end of a block: `await using t = await open_app(main)`. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.closed) await this.close()
  }

  /**
   * Waits until a condition holds for the page.
   * @param what names the condition, for the message
   * @throws Error when the `patience` is over, so that a test fails with a message instead of hanging
   */
  async until(holds: () => boolean, what = 'until: the condition'): Promise<void> {
    await this.#page.until(holds, what)
  }

  /** Waits until the task is idle and all its outputs so far are on the page. */
  async settle(): Promise<void> {
    await this.#page.settle()
  }

  async #pin(caller: string, name: string): Promise<PinNode> {
    await this.settle()
    const pin = this.outputs.find((one) => one.type === 'pin' && !one.expired && one.field.name === name)
    if (pin?.type === 'pin') return pin
    throw new RangeError(`${caller}: there is no pin ${JSON.stringify(name)} on the page.`)
  }

  async #search(
    caller: string,
    event: PageEvent & { readonly query: string },
    spec: () => FieldSpec | undefined,
  ): Promise<readonly FoundOption[]> {
    const before = foundIn(spec())
    await this.#page.act(caller, event)
    const isAnswered = (): boolean => {
      const found = foundIn(spec())
      return this.closed || !spec() || (found !== before && found?.query === event.query)
    }
    await this.until(isAnswered, `${caller}: the answer to ${JSON.stringify(event.query)}`)
    const field = spec()
    const found = foundIn(field)
    if (found?.failed) throw new Error(`${caller}: the search failed.`, { cause: this.errors.at(-1) })
    const options = field?.type === 'select' ? field.options : []
    return (found?.ids ?? []).flatMap((id) => options.find((option) => option.id === id) ?? [])
  }

  async #rawValue(caller: string, owner: NodeId, field: FieldSpec, value: unknown): Promise<RawValue> {
    if (field.type !== 'file') return rawValue(field, value)
    const uploaded = await this.#upload(caller, owner, field, value)
    if (Array.isArray(uploaded)) return uploaded
    throw new RangeError(`${caller}: ${messageText(uploaded.refusal)}`)
  }

  #upload(caller: string, owner: NodeId, field: FileField, files: unknown): ReturnType<typeof uploadFiles> {
    const current = (): FileField => this.session.files.fieldsOf(owner)?.fileField(field.name) ?? field
    const page = {
      session: this.session,
      act: (event: PageEvent) => this.#page.act(caller, event),
      field: current,
    }
    return uploadFiles(page, owner, files)
  }

  #topForm(): FormSpec | undefined {
    return [...this.tree.forms.values()].at(-1)?.spec
  }
}

function isSearched(field: FieldSpec): boolean {
  return field.type === 'select' && field.source !== undefined
}

function foundIn(field: FieldSpec | undefined): FoundOptions | undefined {
  return field?.type === 'select' ? field.found : undefined
}

/** A logger that also collects the errors of tasks and rules. */
function keepingErrors(errors: unknown[], to: Logger | undefined): Logger {
  return {
    debug: (...args) => to?.debug(...args),
    info: (...args) => to?.info(...args),
    warn: (...args) => to?.warn(...args),
    error: (message, ...details) => {
      errors.push(...details)
      to?.error(message, ...details)
    },
  }
}
