import type { TreeCommand } from '../../protocol/commands'
import type { EventErrorCode } from '../../protocol/error-codes'
import { checkField, initialValue, isTextField } from '../../protocol/field-rules'
import type { FieldSpec, FileField, OptionSpec, RawValue } from '../../protocol/input-spec'
import type { Message } from '../../protocol/messages'
import type { NodeId, PinNode } from '../../protocol/output-spec'
import { canPinHold, fieldHolding } from '../../protocol/pin-rules'
import type { ViewTree } from '../../state/view-tree'
import { LazyMap, LazySet } from '../../state/lazy-collections'
import type { CallbackOptions, CallbackRegistry } from '../tasks/callbacks'
import type { Logger } from '../logger'
import type { EventWork, WorkLine } from '../tasks/event-work'
import type { CallbackStart } from '../tasks/session-tasks'
import type { TaskPath } from '../tasks/task-path'
import type { Check, FieldRuntime, OptionSource } from './form-spec'
import { OptionSearch } from './option-search'
import { ValueChecks } from './value-checks'
import type { FileFields } from '../files/uploads'

/** The part of a session that its pins need. */
export interface PinOwner {
  /** Whether the page may show error messages. */
  readonly debug: boolean
  readonly tree: ViewTree
  readonly callbacks: CallbackRegistry
  readonly logger: Logger
  readonly work: EventWork
  command(command: TreeCommand): void
  /** Runs a callback as a separate task. The promise never rejects. */
  startCallback(run: () => unknown, start?: CallbackStart): Promise<void>
  /** The path of the next task that the current event starts. */
  nextPath(): TaskPath
  /** Logs an error without further consequences. */
  reportIgnored(what: string, error: unknown): void
}

/** A person's change, in the author's form. */
export interface PinChange {
  readonly name: string
  readonly value: unknown
}

/** The mark of a pin. */
export interface PinMark {
  /** null: not marked. */
  readonly valid_status?: boolean | null
  readonly invalid_feedback?: Message | null
  readonly valid_feedback?: Message | null
}

interface LivePin {
  readonly id: NodeId
  readonly runtime: FieldRuntime
  /** Runs `onchange` of this pin one after the other. */
  readonly changes: WorkLine
  /** The author's check, which runs for one value at a time. */
  readonly verdicts: ValueChecks<Message | null>
  /** The check whose result counts. */
  lastCheck: number
  /** The last finished check. */
  settledCheck: number
  isMarkedByRule: boolean
  /** Finds its options, if they are searched. */
  search: OptionSearch | null
}

/**
 * @param n number of the event that reported the change
 */
type ChangeListener = (change: PinChange, n: number) => void

interface Waiter {
  readonly names: ReadonlySet<string>
  readonly resolve: ChangeListener
}

/** Functions that `pin_on_change` added for one name: callbacks with their own id, because they outlive the widget. */
interface Listeners {
  readonly id: NodeId
  count: number
}

/** The message of a pin whose rule threw. */
const INVALID: Message = { id: 'invalid' }
const NO_MARK: PinMark = { valid_status: null, invalid_feedback: null, valid_feedback: null }

/** The pins on a session's page. The view tree holds their values; this class holds the author's listeners. */
export class PinBoard {
  readonly #session: PinOwner
  readonly #byNode = new LazyMap<NodeId, LivePin>()
  readonly #byName = new LazyMap<string, LivePin>()
  /** The ids of the pins that worker threads show, by name. Their changes go to their threads. */
  readonly #ofThreads = new LazyMap<string, NodeId>()
  readonly #listeners = new LazyMap<string, Listeners>()
  readonly #waiters = new LazySet<Waiter>()

  constructor(session: PinOwner) {
    this.#session = session
  }

  /** A pin arrived on the page. It takes its name from an earlier pin with that name (rule P1). */
  add(id: NodeId, runtime: FieldRuntime): void {
    const pin: LivePin = {
      id,
      runtime,
      changes: this.#session.work.line(),
      verdicts: new ValueChecks(),
      lastCheck: 0,
      settledCheck: 0,
      isMarkedByRule: false,
      search: null,
    }
    if (runtime.source) this.#setSource(pin, runtime.source)
    const { name } = runtime.spec
    this.#takeName(name)
    this.#byName.set(name, pin)
    this.#byNode.set(id, pin)
  }

  /** A pin of a worker thread arrived on the page. It takes its name in the same way. */
  addOfThread(id: NodeId, name: string): void {
    this.#takeName(name)
    this.#ofThreads.set(name, id)
  }

  /** Takes a name from the pin that has it, if any. */
  #takeName(name: string): void {
    const own = this.#byName.get(name)
    const output = own?.id ?? this.#ofThreads.get(name)
    own?.search?.close()
    if (own) this.#byNode.delete(own.id)
    this.#byName.delete(name)
    this.#ofThreads.delete(name)
    if (output !== undefined) this.#session.command({ type: 'output-update', output, set: { expired: true } })
  }

  /** The node was removed from the page. */
  release(id: NodeId): void {
    const pin = this.#byNode.get(id)
    if (!pin) {
      for (const [name, other] of this.#ofThreads) if (other === id) this.#ofThreads.delete(name)
      return
    }
    this.#byNode.delete(id)
    this.#session.work.drop(pin.changes)
    pin.search?.close()
    if (this.#byName.get(pin.runtime.spec.name) === pin) this.#byName.delete(pin.runtime.spec.name)
  }

  clear(): void {
    for (const { search } of this.#byNode.values()) search?.close()
    this.#byNode.clear()
    this.#byName.clear()
    this.#ofThreads.clear()
    this.#listeners.clear()
    this.#waiters.clear()
  }

  has(name: string): boolean {
    return this.#byName.has(name)
  }

  /** The names of all pins on the page. */
  get names(): string[] {
    return [...this.#byName.keys()]
  }

  /** The author's form of a pin's value; null if no pin has the name. */
  value(name: string): unknown {
    const pin = this.#byName.get(name)
    return pin ? this.#valueOf(pin) : null
  }

  /**
   * Changes parameters of a pin's function.
   * @param seen the last event whose outcome the caller knows: a text that is older than the last change of the pin is ignored (rule P6). undefined:
   * the caller does not answer an event
   * @returns false if there is no such pin
   * @throws TypeError or RangeError if a parameter cannot be changed in this way
   */
  update(
    pin: string | NodeId,
    fields: Readonly<Record<string, unknown>>,
    mark: PinMark,
    caller: string,
    seen: number | undefined,
  ): boolean {
    const live = typeof pin === 'string' ? this.#byName.get(pin) : this.#byNode.get(pin)
    const node = live && this.#nodeOf(live)
    if (!live || !node) return false
    const set: Record<string, unknown> = { ...mark }
    const before = fieldHolding(node.field, node.value ?? null)
    const changes = live.runtime.update(fields, before, caller)
    const source = live.runtime.sourceIn?.(fields)
    if (source !== undefined) this.#setSource(live, source)
    if ('value' in changes && isTextField(node.field) && seen !== undefined && seen < (node.settled ?? 0)) {
      delete changes['value']
      this.#session.logger.debug(
        `[webio] ${caller}: the visitor has typed into the pin ${JSON.stringify(node.field.name)} since the event that this answers. Its value stays.`,
      )
    }
    if (Object.keys(changes).length > 0) {
      const field = patchedField(before, changes)
      set['field'] = field
      if ('value' in changes || 'options' in changes) set['value'] = initialValue(field)
    }
    if ('valid_status' in mark) live.isMarkedByRule = false
    if (Object.keys(set).length > 0) this.#session.command({ type: 'output-update', output: live.id, set })
    return true
  }

  /**
   * A person changed a pin.
   * @param n number of the event
   */
  change(id: NodeId, raw: RawValue, n: number): EventErrorCode | null {
    const pin = this.#byNode.get(id)
    const node = pin && this.#nodeOf(pin)
    if (!pin || !node) return 'no_such_output'
    const field = pin.search ? admitting(node.field, pin.search.admit(raw)) : node.field
    if (!field || !canPinHold(field, raw, node.value ?? null)) return 'bad_value'
    const calls = this.#callsAtChange(pin)
    if (!this.#session.work.hasRoom(calls)) return 'too_busy'
    const set = { value: raw, settled: n, ...(field !== node.field && { field }) }
    this.#session.command({ type: 'output-update', output: id, set })
    const { name } = field
    const waiters = [...this.#waiters].filter(({ names }) => names.has(name))
    // If nobody receives it, nothing is converted: a file that a task has received would outlive its pin.
    if (waiters.length + calls === 0) return null
    const change: PinChange = { name, value: pin.runtime.convert(raw, field) }
    for (const waiter of waiters) {
      this.#waiters.delete(waiter)
      waiter.resolve(change, n)
    }
    this.#runOnchange(pin, change, n)
    this.#runListeners(change, n)
    return null
  }

  /** A person searches the options of a pin. */
  search(id: NodeId, query: string): EventErrorCode | null {
    const pin = this.#byNode.get(id)
    if (!pin) return 'no_such_output'
    if (!pin.search) return 'not_searched'
    pin.search.ask(query)
    return null
  }

  /** A pin lost focus: runs its rules, which mark it. */
  check(id: NodeId): EventErrorCode | null {
    const pin = this.#byNode.get(id)
    if (!pin) return 'no_such_output'
    const check = ++pin.lastCheck
    void this.#judge(pin, this.#session.nextPath()).then((message) => {
      // A later check takes precedence.
      if (pin.lastCheck !== check || this.#byNode.get(id) !== pin) return
      pin.settledCheck = check
      if (message === null && !pin.isMarkedByRule) return
      pin.isMarkedByRule = message !== null
      const set = message === null ? NO_MARK : { valid_status: false, invalid_feedback: message }
      this.#session.command({ type: 'output-update', output: id, set: { ...set } })
    })
    return null
  }

  /** True while the rules of a pin that lost focus are running. */
  isChecking(id: NodeId): boolean {
    const pin = this.#byNode.get(id)
    return pin !== undefined && pin.settledCheck !== pin.lastCheck
  }

  /** The file field of a pin. */
  fileFields(id: NodeId): FileFields | undefined {
    const pin = this.#byNode.get(id)
    if (!pin) return undefined
    const field = (): FileField | undefined => {
      const spec = this.#nodeOf(pin)?.field
      return spec?.type === 'file' ? spec : undefined
    }
    return {
      isBusy: false,
      fileField: (name) => (name === pin.runtime.spec.name ? field() : undefined),
    }
  }

  /**
   * Calls `run` with the value at every change by a person to any pin with this name.
   * @param path the path of the listening task
   */
  listen(name: string, run: (value: unknown) => unknown, options: CallbackOptions, path: TaskPath): void {
    let listeners = this.#listeners.get(name)
    if (!listeners) this.#listeners.set(name, (listeners = { id: path.newId(), count: 0 }))
    this.#session.callbacks.add(listeners.id, listeners.count++, run, options)
  }

  /** Removes the functions given to `listen` for this name. */
  unlisten(name: string): void {
    const listeners = this.#listeners.get(name)
    if (!listeners) return
    this.#session.callbacks.release(listeners.id)
    this.#listeners.delete(name)
  }

  /** Calls `resolve` at the next change of one of these pins. Returns a function that cancels this. */
  onNextChange(names: ReadonlySet<string>, resolve: ChangeListener): () => void {
    const waiter: Waiter = { names, resolve }
    this.#waiters.add(waiter)
    return () => void this.#waiters.delete(waiter)
  }

  /** Finds the options of a pin with a function; null removes the function. */
  #setSource(pin: LivePin, source: OptionSource | null): void {
    pin.search?.close()
    pin.search = null
    if (!source) return
    const session = this.#session
    const { name } = pin.runtime.spec
    const owner = {
      debug: session.debug,
      field: () => this.#nodeOf(pin)?.field,
      chosen: () => this.#nodeOf(pin)?.value ?? null,
      run: (body: () => unknown) => session.startCallback(body),
      change: (set: object) => {
        const field = { ...this.#nodeOf(pin)?.field, ...set }
        session.command({ type: 'output-update', output: pin.id, set: { field } })
      },
      failed: (error: unknown) =>
        session.reportIgnored(`the source of the options of ${JSON.stringify(name)}`, error),
    }
    pin.search = new OptionSearch(owner, source)
  }

  #nodeOf(pin: LivePin): PinNode | null {
    const spec = this.#session.tree.nodes.get(pin.id)?.spec
    return spec?.type === 'pin' ? spec : null
  }

  #valueOf(pin: LivePin): unknown {
    const node = this.#nodeOf(pin)
    return node ? pin.runtime.convert(node.value ?? null, node.field) : null
  }

  #runOnchange(pin: LivePin, { name, value }: PinChange, n: number): void {
    const { onchange } = pin.runtime
    if (!onchange) return
    const run = async (): Promise<void> => {
      try {
        await onchange(value)
      } catch (error) {
        this.#session.reportIgnored(`onchange of the pin ${JSON.stringify(name)}`, error)
      }
    }
    const start = { seen: n, path: this.#session.nextPath() }
    this.#session.work.add(pin.changes, () => this.#session.startCallback(run, start), { isAlone: true })
  }

  /** The number of author's functions that a change of a pin calls. */
  #callsAtChange({ runtime }: LivePin): number {
    return (runtime.onchange ? 1 : 0) + (this.#listeners.get(runtime.spec.name)?.count ?? 0)
  }

  #runListeners({ name, value }: PinChange, n: number): void {
    const listeners = this.#listeners.get(name)
    if (!listeners) return
    // Functions that one of them adds are called at the next change.
    const { count } = listeners
    for (let key = 0; key < count; key++) {
      this.#session.callbacks.fire(listeners.id, key, value, n)
    }
  }

  async #judge(pin: LivePin, path: TaskPath): Promise<Message | null> {
    const node = this.#nodeOf(pin)
    if (!node) return null
    const message = checkField(node.field, node.value ?? null)
    const { check } = pin.runtime
    if (message !== null || !check) return message
    return pin.verdicts.ask(node.value ?? null, () => this.#judgeByAuthor(pin, check, path))
  }

  async #judgeByAuthor(pin: LivePin, check: Check, path: TaskPath): Promise<Message | null> {
    let verdict: Message | null = INVALID
    const judge = async (): Promise<void> => {
      try {
        const checked = await check(this.#valueOf(pin))
        verdict = checked.ok ? null : checked.message
      } catch (error) {
        this.#session.reportIgnored(`validate of the pin ${JSON.stringify(pin.runtime.spec.name)}`, error)
      }
    }
    await this.#session.startCallback(judge, { path })
    return verdict
  }
}

/** The field with these options; null without any. */
function admitting(field: FieldSpec, options: readonly OptionSpec[] | null): FieldSpec | null {
  return field.type === 'select' && options ? { ...field, options } : null
}

/** A field with the changes of an update; null deletes a property. */
function patchedField(field: FieldSpec, changes: Readonly<Record<string, unknown>>): FieldSpec {
  const entries = Object.entries({ ...field, ...changes }).filter(
    ([, value]) => value !== null && value !== undefined,
  )
  return Object.fromEntries(entries) as unknown as FieldSpec
}
