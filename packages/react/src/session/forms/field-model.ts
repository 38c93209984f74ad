import type { FieldSpec, Message, NodeId, RawValue } from '@webio/core/protocol'

/** What a field shows at one moment. An immutable value. */
export interface FieldState {
  /** The raw value (docs/protocol.md, section 5). */
  readonly value: RawValue
  /** What is wrong with the value, if something is. */
  readonly message: Message | undefined
  /** What is good about the value, if the task says so. */
  readonly praise: Message | undefined
}

/** What a field's view needs of whatever holds the field: a form, or a pin. */
export interface FieldModel {
  /** Id of the form or pin. */
  readonly id: NodeId
  /** Calls `listener` when the field of this name changes its value or its message. */
  subscribe(field: string | undefined, listener: () => void): () => void
  /** What the field shows. The same object as long as that is the same. */
  state(field: FieldSpec): FieldState
  /** A person changed the field. */
  edit(field: FieldSpec, value: RawValue): void
  /** A person did something with the field that leaves its value as it is for now: messages about it are out of date. */
  touch(field: string): void
  /** A person searches the options of the field of this name. */
  search(field: string, query: string): void
  /** The field lost focus. */
  leave(field: FieldSpec): void
  /** The button beside the field was pressed. */
  pressAction(field: string): void
}
