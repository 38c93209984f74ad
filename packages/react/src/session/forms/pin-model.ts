import type { FieldSpec, Message, NodeId, PageSession, PinNode, RawValue } from '@webio/core/protocol'
import { checkChange, checkField } from '@webio/core/protocol'
import type { FieldModel, FieldState } from './field-model'
import { FieldStates } from './field-states'
import { Notifier } from '../notifier'

const CHANGE = 'change'

/** A value that a person entered, and the number of the event that reports it. */
interface Edit {
  readonly value: RawValue
  readonly n: number
}

/**
 * A pin on the page. It shows what a person entered until the session has accepted it, and then the session's value (rule P3). It outlives its
 * component, so that a pin that moves keeps what was entered.
 */
export class PinModel implements FieldModel {
  readonly #session: PageSession
  readonly id: NodeId
  readonly #notifier = new Notifier<typeof CHANGE>()
  readonly #states = new FieldStates()
  #edit: Edit | null = null
  #problem: Message | null = null
  #version = 0

  constructor(session: PageSession, id: NodeId) {
    this.#session = session
    this.id = id
  }

  subscribe(_field: string | undefined, listener: () => void): () => void {
    const stops = [this.#notifier.subscribe(CHANGE, listener), this.#session.subscribe(this.id, listener)]
    return () => stops.forEach((stop) => stop())
  }

  /** The state of the pin. It is the same object until the state changes. */
  state(field: FieldSpec): FieldState {
    // Both numbers only increase, and so does their sum.
    const version = this.#version + (this.#session.node(this.id)?.version ?? 0)
    return this.#states.get(field, version, () => ({
      value: this.#value,
      message: this.#message,
      praise: this.#praise,
    }))
  }

  /** The edit that the session has not accepted yet. */
  get pending(): Edit | null {
    return this.#edit && this.#edit.n > (this.#node?.settled ?? 0) ? this.#edit : null
  }

  /** Whether an edit is on its way to the session. */
  get isSending(): boolean {
    return this.#edit !== null && this.#session.isPending(this.#edit.n)
  }

  get #value(): RawValue {
    const { pending } = this
    return pending ? pending.value : (this.#node?.value ?? null)
  }

  get #message(): Message | undefined {
    if (this.#problem !== null) return this.#problem
    return this.#node?.valid_status === false ? this.#node.invalid_feedback : undefined
  }

  get #praise(): Message | undefined {
    if (this.#problem !== null) return undefined
    return this.#node?.valid_status ? this.#node.valid_feedback : undefined
  }

  edit(field: FieldSpec, value: RawValue): void {
    const event = { type: 'pin-change', output: this.id, value } as const
    const problem = checkChange(field, value, this.#node?.value ?? null) ?? this.#session.tooLarge(event)
    const n = problem ? Infinity : this.#session.send(event)
    if (n === 0) return
    // A text that is too long to send stays on the page until it is shortened.
    this.#edit = { value, n }
    this.#problem = problem
    this.#changed()
  }

  touch(): void {
    this.#problem = null
    this.#changed()
  }

  search(_field: string, query: string): void {
    this.#session.send({ type: 'pin-search', output: this.id, query })
  }

  leave(field: FieldSpec): void {
    if (field.type === 'actions') return
    const value = this.#value
    // A field that was always empty is not an error yet. One that was emptied is: no submit will check it.
    if (value === '' && this.#message === undefined && !this.#edit) return
    this.#problem = checkField(field, value)
    this.#changed()
    if (this.#problem === null && field.check) this.#session.send({ type: 'pin-check', output: this.id })
  }

  pressAction(): void {
    // Only fields of forms have a button next to them.
  }

  /** Handles the refusal of event `n`: its value is not the pin's value. */
  giveUp(n: number): void {
    if (this.#edit?.n !== n) return
    this.#edit = null
    this.#changed()
  }

  get #node(): PinNode | undefined {
    const spec = this.#session.node(this.id)?.spec
    return spec?.type === 'pin' ? spec : undefined
  }

  #changed(): void {
    this.#version++
    this.#notifier.notify(CHANGE)
  }
}
