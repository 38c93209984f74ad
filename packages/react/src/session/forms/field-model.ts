import type { FieldSpec, Message, NodeId, RawValue } from '@webio/core/protocol'

/** The visible state of a field at one moment. An immutable value. */
export interface FieldState {
  /** The raw value (docs/protocol.md, section 5). */
  readonly value: RawValue
  /** The error message of the value, if it is invalid. */
  readonly message: Message | undefined
  /** The success message of the value, if the task gives one. */
  readonly praise: Message | undefined
}

/** What a field's view needs from the form or the pin that the field belongs to. */
export interface FieldModel {
  /** Id of the form or pin. */
  readonly id: NodeId
  /** Calls `listener` when the field of this name changes its value or its message. */
  subscribe(field: string | undefined, listener: () => void): () => void
  /** The state of the field. It is the same object until the state changes. */
  state(field: FieldSpec): FieldState
  /** Called when a person has changed the field. */
  edit(field: FieldSpec, value: RawValue): void
  /** Called when a person has used the field without changing its value yet: messages about it are out of date. */
  touch(field: string): void
  /** Called when a person searches the options of the field of this name. */
  search(field: string, query: string): void
  /** Called when the field has lost focus. */
  leave(field: FieldSpec): void
  /** Called when the button next to the field was pressed. */
  pressAction(field: string): void
}
