import type { FieldSpec, Message, NodeId, RawValue } from '@webio/core/protocol'

/** What a field's view needs of whatever holds the field: a form, or a pin. */
export interface FieldModel {
  /** Id of the form or pin. */
  readonly id: NodeId
  /** Calls `listener` when the field of this name changes its value or its message. */
  subscribe(field: string | undefined, listener: () => void): () => void
  /** Grows with every change that `subscribe` tells of. */
  version(field: string | undefined): number
  /** The raw value that the field shows. */
  value(field: FieldSpec): RawValue
  /** What is wrong with it, where something is. */
  message(field: string): Message | undefined
  /** What is good about it, where the task says so. */
  praise(field: string): Message | undefined
  /** A person changed the field. */
  edit(field: FieldSpec, value: RawValue): void
  /** A person did something with the field that leaves its value as it is for now: messages about it are out of date. */
  touch(field: string): void
  /** The field lost focus. */
  leave(field: FieldSpec): void
  /** The button beside the field was pressed. */
  pressAction(field: string): void
}
