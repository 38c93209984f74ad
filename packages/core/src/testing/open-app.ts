import type { TaskFunction } from '../engine/applications'
import { INDEX_APP } from '../engine/applications'
import type { Clock } from '../engine/clock'
import type { Logger } from '../engine/logger'
import type { OutboxLimits } from '../engine/outbox'
import type { Session } from '../engine/session'
import { SessionHost } from '../engine/session-host'
import type { SessionInfo } from '../engine/session-info'
import { PageSession } from '../page/page-session'
import type { TransientCommand } from '../protocol/commands'
import type { PageEvent } from '../protocol/events'
import type { FieldSpec, FileField, FormSpec, RawValue } from '../protocol/input-spec'
import type { Json, JsonObject } from '../protocol/json'
import { messageText } from '../protocol/messages'
import type { NodeId, PinNode } from '../protocol/output-spec'
import { ROOT_ID } from '../protocol/output-spec'
import type { ViewTree } from '../state/view-tree'
import { installAsyncContext } from '../server/async-context'
import { answerScript } from './answer-script'
import { rawAnswer, rawValue } from './field-answer'
import type { FetchedFile } from './fetched-file'
import { fetchFile } from './fetched-file'
import type { ShownOutput } from './read-tree'
import { findButtons, shownOutputs, shownPopup, shownToasts, textOf } from './read-tree'
import { TEST_INFO } from './test-info'
import { uploadFiles } from './test-files'
import type { TransportPair } from '../in-page/transport-pair'
import { createTransportPair } from '../in-page/transport-pair'

export interface OpenAppOptions {
  /** The parameters that the task gets. @default {} */
  params?: JsonObject
  /** What `info` says, beside what a test's page has. */
  info?: Partial<SessionInfo>
  /** Shows the stack of a failed task in the page. @default false */
  debug?: boolean
  /** Seconds that the session waits for a page whose connection was lost. @default 30 */
  reconnect_timeout?: number
  /** Time, where the test sets it. @default the machine's */
  clock?: Clock
  /** Where the engine logs. @default nowhere; errors are in `errors` all the same */
  logger?: Logger
  /**
   * What the page does with JavaScript of `run_js` and `eval_js`: gives its value, or throws.
   * @default it refuses: there is no browser
   */
  run_script?: (code: string, args: JsonObject) => unknown
  /** Bounds of what the session holds for its page. */
  outboxLimits?: OutboxLimits
  /** Seconds that `form`, `submit` and the like wait for the task before they throw. @default 4 */
  patience?: number
}

/** The form that shows. */
export type ShownForm = FormSpec & { readonly label: string }

/** Messages of the fields that were refused, by name. Empty: the form was accepted. */
export type Refusals = Record<string, string>

/**
 * Runs a task and holds its page, without a browser and without a socket.
 * @returns when the page is connected and has applied what the task shows in its first turn
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

/** A running task and its page. Made by `open_app`. */
export class OpenApp {
  /** What tasks, callbacks and rules of this session threw. */
  readonly errors: unknown[] = []
  /** What the task sent with `emit`. */
  readonly events: { readonly name: string; readonly data: Json }[] = []
  /** The files that the page was told to download. */
  readonly downloads: FetchedFile[] = []
  readonly #host: SessionHost
  readonly #pair: TransportPair
  readonly #options: OpenAppOptions
  #page: PageSession
  #transients: TransientCommand[] = []
  #refused: { readonly code: string; readonly message: string }[] = []

  /** @internal Use `open_app`. */
  constructor(main: TaskFunction, options: OpenAppOptions) {
    this.#options = options
    this.#host = new SessionHost({
      applications: new Map([[INDEX_APP, main]]),
      logger: this.#logger(),
      reconnectTimeout: options.reconnect_timeout ?? 30,
      debug: options.debug ?? false,
      ...(options.clock && { clock: options.clock }),
      ...(options.outboxLimits && { outboxLimits: options.outboxLimits }),
    })
    this.#pair = createTransportPair(this.#host, () => ({ ...TEST_INFO, ...options.info }))
    this.#page = this.#openPage(null)
  }

  /** The page's view tree. */
  get tree(): ViewTree {
    return this.#page.tree
  }

  /** The session on the server's side. */
  get session(): Session {
    const { session } = this.#pair
    if (!session) throw new Error('open_app: the page is not connected.')
    return session
  }

  /** The page's half of the protocol, for tests of the protocol itself. */
  get page(): PageSession {
    return this.#page
  }

  /** All outputs in the order of the page, those inside others included. */
  get outputs(): ShownOutput[] {
    return shownOutputs(this.tree)
  }

  /** The toasts that show. */
  get toasts(): { readonly content: string; readonly color: string }[] {
    return shownToasts(this.tree)
  }

  /** The popup on top, or null. */
  get popup(): { readonly title: string; readonly text: string } | null {
    return shownPopup(this.tree)
  }

  /** True once the session has ended. */
  get closed(): boolean {
    return this.tree.closed !== null || this.#page.status === 'closed'
  }

  /** What the task returned, once the session has ended. */
  get result(): Json | undefined {
    return this.tree.closed?.result
  }

  /** Transient commands that the page was told to carry out, other than events and downloads. */
  get transients(): readonly TransientCommand[] {
    return this.#transients
  }

  /** Events of this page that the session refused, for tests of what a page must not do. */
  get refusals(): readonly { readonly code: string; readonly message: string }[] {
    return this.#refused
  }

  /**
   * The text that a person would read: of the page, or of a scope.
   * @throws RangeError where the scope is not on the page
   */
  text(scope?: string): string {
    const id = scope === undefined ? ROOT_ID : this.tree.scopes.get(scope)
    if (id === undefined)
      throw new RangeError(`text: there is no scope ${JSON.stringify(scope)} on the page.`)
    return textOf(this.tree, id)
  }

  /**
   * Waits for the form that shows: the newest one.
   * @throws Error where the session ends without one; its cause is what the task threw, if it did
   */
  async form(): Promise<ShownForm> {
    await this.until(() => this.#topForm() !== undefined || this.closed, 'form: a form')
    const form = this.#topForm()
    if (form) return { ...form, label: form.label ?? '' }
    throw new Error('form: the session has ended and no form is open.', { cause: this.errors[0] })
  }

  /**
   * Submits the form that shows, waiting for one first.
   * @param values by field name; for a single input the bare value. Fields that are not named keep what they show. Of a file field the value
   * is a File, or an array of them: they are uploaded first
   * @returns the messages of the fields that were refused; empty when the form was accepted
   * @throws RangeError for a field or an option that the form does not have; Error where the submit itself is refused
   */
  async submit(values: unknown): Promise<Refusals> {
    const form = await this.form()
    const given = form.single ? singleValue(form, values) : { ...(values as Record<string, unknown>) }
    for (const field of form.fields) {
      if (field.type !== 'file' || given[field.name] === undefined) continue
      const uploaded = await this.#upload('submit', form.id, field, given[field.name])
      if (!Array.isArray(uploaded)) return { [field.name]: messageText(uploaded.refusal) }
      given[field.name] = uploaded
    }
    const n = this.#send({ type: 'form-submit', form: form.id, ...rawAnswer(form, given) })
    const shown = () => this.tree.forms.get(form.id)
    const isAnswered = () => !shown() || (shown()?.settled ?? 0) >= n || this.#wasRefused()
    await this.until(isAnswered, 'submit: the answer')
    this.#assertNotRefused('submit')
    await this.settle()
    return Object.fromEntries(
      Object.entries(shown()?.errors ?? {}).map(([name, message]) => [name, messageText(message)]),
    )
  }

  /** Presses Cancel of the form that shows, or its button of this value where that cancels. */
  async cancel(button?: { readonly field: string; readonly label: string }): Promise<void> {
    const form = await this.form()
    const field = form.fields.find((one) => one.name === button?.field)
    const id =
      field?.type === 'actions' ? field.buttons.find((one) => one.label === button?.label)?.id : undefined
    await this.#act('cancel', {
      type: 'form-cancel',
      form: form.id,
      ...(button && id !== undefined && { action: { field: button.field, id } }),
    })
  }

  /** Leaves a field of the form that shows, with a value in it: its rules run. Gives back its message, or null. */
  async blur(field: string, value: unknown): Promise<string | null> {
    const form = await this.form()
    const spec = form.fields.find((one) => one.name === field)
    if (!spec) throw new RangeError(`blur: the form has no field ${JSON.stringify(field)}.`)
    await this.#act('blur', { type: 'form-check', form: form.id, field, value: rawValue(spec, value) })
    const message = this.tree.forms.get(form.id)?.errors[field]
    return message === undefined ? null : messageText(message)
  }

  /** Changes a field of the form that shows: its `onchange` runs. */
  async change(field: string, value: unknown): Promise<void> {
    const form = await this.form()
    const spec = form.fields.find((one) => one.name === field)
    if (!spec) throw new RangeError(`change: the form has no field ${JSON.stringify(field)}.`)
    const raw = await this.#rawValue('change', form.id, spec, value)
    await this.#act('change', { type: 'form-change', form: form.id, field, value: raw })
  }

  /**
   * Changes a pin as a person does: by its value, as the task gets it, or by the label of an option or button.
   * @throws RangeError where there is no such pin or option; Error where the session refuses the change
   */
  async change_pin(name: string, value: unknown): Promise<void> {
    const { id, field } = await this.#pin('change_pin', name)
    const raw = await this.#rawValue('change_pin', id, field, value)
    await this.#act('change_pin', { type: 'pin-change', output: id, value: raw })
  }

  /** Leaves a pin: its rules run. Gives back the message that marks it, or null. */
  async blur_pin(name: string): Promise<string | null> {
    const { id } = await this.#pin('blur_pin', name)
    await this.#act('blur_pin', { type: 'pin-check', output: id })
    const { valid_status, invalid_feedback } = await this.#pin('blur_pin', name)
    return valid_status === false && invalid_feedback !== undefined ? messageText(invalid_feedback) : null
  }

  /** Presses the button beside a field of the form that shows. */
  async press(field: string): Promise<void> {
    const form = await this.form()
    await this.#act('press', { type: 'form-action', form: form.id, field })
  }

  /**
   * Clicks a button by its label; where several have it, the first that is not disabled.
   * @param options `nth`: another one of them, from 0
   * @throws RangeError where there is none
   */
  async click(label: string, options: { readonly nth?: number } = {}): Promise<void> {
    await this.settle()
    const buttons = findButtons(this.tree, label)
    const button =
      options.nth === undefined ? (buttons.find((one) => !one.disabled) ?? buttons[0]) : buttons[options.nth]
    if (!button)
      throw new RangeError(`click: there is no button ${JSON.stringify(label)} on the page:\n${this.text()}`)
    if (button.disabled) throw new Error(`click: the button ${JSON.stringify(label)} is disabled.`)
    await this.#act('click', { type: 'callback-fire', output: button.output, key: button.key })
  }

  /** Clicks an output that has `onclick`, by its id. */
  async click_output(id: NodeId): Promise<void> {
    await this.#act('click_output', { type: 'callback-fire', output: id, key: 'click' })
  }

  /** Closes a popup or toast as a person does, by its id; without one, the popup on top. */
  async dismiss(id?: NodeId): Promise<void> {
    const output = id ?? this.outputs.filter((one) => one.type === 'popup').at(-1)?.id
    if (output === undefined) throw new RangeError('dismiss: no popup is open.')
    await this.#act('dismiss', { type: 'output-dismiss', output })
  }

  /** Sends an event of the embedding page, as `useWebIO().send` does. */
  async send(name: string, data: Json = null): Promise<void> {
    await this.#act('send', { type: 'app-event', name, data })
  }

  /** Cuts the connection: what is on the way is lost. */
  drop(): void {
    this.#pair.drop()
  }

  /** Connects again after `drop()`. */
  async resume(): Promise<void> {
    this.#pair.resume()
    await this.until(() => this.#page.status === 'open' || this.closed, 'a connection')
    await this.settle()
  }

  /** Reloads the page: a new one takes the session up. */
  async reload(): Promise<void> {
    const { ticket } = this.#page
    this.#page.detach()
    this.#page = this.#openPage(ticket)
    await this.until(() => this.#page.status === 'open' || this.closed, 'a connection')
    await this.settle()
  }

  /** The visitor leaves: the session ends. */
  async close(): Promise<void> {
    const session = this.#pair.session
    this.#page.leave()
    await session?.whenClosed()
    await turn()
  }

  /**
   * Waits until something holds of the page.
   * @param what names it, for the message
   * @throws Error when the `patience` is over: a test that waits for what never comes should say so, and not hang
   */
  async until(holds: () => boolean, what = 'until: what was waited for'): Promise<void> {
    const { patience = 4 } = this.#options
    const start = performance.now()
    while (!holds()) {
      if (performance.now() - start > patience * 1000) {
        throw new Error(`${what} has not come in ${patience} s. The page shows:\n${this.text()}`, {
          cause: this.errors[0],
        })
      }
      await turn()
    }
  }

  /** Waits until the task rests: everything that it has shown so far is on the page. */
  async settle(): Promise<void> {
    for (let turns = 0; turns < 3; turns++) await turn()
  }

  async #pin(caller: string, name: string): Promise<PinNode> {
    await this.settle()
    const pin = this.outputs.find((one) => one.type === 'pin' && !one.expired && one.field.name === name)
    if (pin?.type === 'pin') return pin
    throw new RangeError(`${caller}: there is no pin ${JSON.stringify(name)} on the page.`)
  }

  async #act(caller: string, event: PageEvent): Promise<void> {
    const n = this.#send(event)
    await this.until(
      () => !this.#page.isPending(n) || this.closed,
      `${caller}: the session’s word that it is done`,
    )
    await this.settle()
    this.#assertNotRefused(caller)
  }

  async #rawValue(caller: string, owner: NodeId, field: FieldSpec, value: unknown): Promise<RawValue> {
    if (field.type !== 'file') return rawValue(field, value)
    const uploaded = await this.#upload(caller, owner, field, value)
    if (Array.isArray(uploaded)) return uploaded
    throw new RangeError(`${caller}: ${messageText(uploaded.refusal)}`)
  }

  #upload(caller: string, owner: NodeId, field: FileField, files: unknown): ReturnType<typeof uploadFiles> {
    const current = (): FileField => this.session.fileFields(owner)?.fileField(field.name) ?? field
    const page = {
      session: this.session,
      act: (event: PageEvent) => this.#act(caller, event),
      field: current,
    }
    return uploadFiles(page, owner, files)
  }

  #send(event: PageEvent): number {
    this.#refused = []
    return this.#page.send(event)
  }

  #wasRefused(): boolean {
    return this.#refused.length > 0
  }

  #assertNotRefused(caller: string): void {
    const [refusal] = this.#refused
    if (refusal) throw new Error(`${caller}: refused with ${refusal.code} (${refusal.message}).`)
  }

  #topForm(): FormSpec | undefined {
    return [...this.tree.forms.values()].at(-1)?.spec
  }

  #openPage(ticket: PageSession['ticket']): PageSession {
    const page: PageSession = new PageSession({
      connect: this.#pair.connect,
      app: INDEX_APP,
      params: this.#options.params ?? {},
      ticket: ticket ?? undefined,
      onTransient: (command) => {
        if (command.type === 'app-event') this.events.push({ name: command.name, data: command.data })
        else if (command.type === 'download') this.downloads.push(fetchFile(this.session, command))
        else this.#transients.push(command)
        if (command.type === 'script-run')
          void answerScript(command, this.#options.run_script).then((answer) => page.send(answer))
      },
      onRefused: (refusal) => this.#refused.push(refusal),
    })
    page.start()
    return page
  }

  #logger(): Logger {
    const to = this.#options.logger
    return {
      debug: (...args) => to?.debug(...args),
      info: (...args) => to?.info(...args),
      warn: (...args) => to?.warn(...args),
      error: (message, ...details) => {
        this.errors.push(...details)
        to?.error(message, ...details)
      },
    }
  }
}

function singleValue(form: FormSpec, value: unknown): Record<string, unknown> {
  return { [form.fields[0]?.name ?? '']: value }
}

/** One turn of the event loop: all microtasks and due timers run. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0)
  })
}
