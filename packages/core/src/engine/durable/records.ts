import type { PageEvent } from '../../protocol/events'
import type { Json, JsonObject } from '../../protocol/json'
import type { NodeId } from '../../protocol/node-id'
import type { UploadGrant } from '../files/uploads'
import type { PathPosition } from '../tasks/task-path'

/** Version of the records below. A journal of another one is not replayed. */
export const JOURNAL_FORMAT = 1

/**
 * What a session writes to its journal, in the order in which it happens. `task` is the path of a task, `i` counts the calls of that task that
 * are recorded, `fp` is the fingerprint of what the record is about: what a person or a reader of the source would call it, such as
 * `button:Approve`, and `shape` is a hash of what the task had shown and asked before the call (`TaskPath.shape`). Values of the author's are encoded
 * (`encodeValue`).
 */
export type JournalRecord =
  | OpenRecord
  | EventRecord
  | AnswerRecord
  | ArrivedRecord
  | CallRecord
  | TimerRecord
  | FiredRecord
  | SignalRecord
  | CloseRecord

/** How it began. After `checkpoint` it is the first record again, with the state that the author has given. */
export interface OpenRecord {
  readonly kind: 'open'
  readonly format: number
  readonly app: string
  readonly version: string
  readonly params: JsonObject
  readonly info: JsonObject
  /** Milliseconds since 1970. */
  readonly time: number
  readonly checkpoint?: Json
  /** How far the main task was at the checkpoint. */
  readonly position?: PathPosition
  /** Number of the last event before the checkpoint. */
  readonly handled?: number
  /** How often the session has begun again with other code. */
  readonly refills?: number
  /** Answers that its forms open with, by fingerprint: what was given to earlier code. */
  readonly refill?: readonly (readonly [fp: string, values: Json])[]
}

/** The page sent an event, and it was accepted. */
export interface EventRecord {
  readonly kind: 'event'
  readonly n: number
  readonly fp: string
  /** Without one, the event is sealed: it holds a password. */
  readonly event?: PageEvent
  readonly sealed?: string
  /** What was decided about an upload that it has asked for. */
  readonly upload?: UploadGrant
}

/** All bytes of an upload were there. */
export interface ArrivedRecord {
  readonly kind: 'arrived'
  readonly fp: string
  /** Id of the upload. */
  readonly upload: NodeId
}

/** A form was submitted by event `n`, and the author's rules took its values. */
export interface AnswerRecord {
  readonly kind: 'answer'
  readonly n: number
  readonly form: NodeId
  readonly fp: string
  /** By field, encoded; null if they hold a password that could not be sealed: the form is shown again. */
  readonly values: Json
  /** Ids of the uploads that the task has received with them. */
  readonly files?: readonly NodeId[]
  readonly shape?: number
}

/** A call of a task has a result: `step`, `now`, `random` and the like. */
export interface CallRecord {
  readonly kind: 'step' | 'value'
  readonly task: string
  readonly i: number
  readonly fp: string
  readonly value?: Json
  /** It threw instead. */
  readonly error?: Json
  readonly shape?: number
}

/** A task waits until a moment. */
export interface TimerRecord {
  readonly kind: 'timer'
  readonly task: string
  readonly i: number
  readonly fp: string
  /** Milliseconds since 1970. */
  readonly due: number
  readonly shape?: number
}

/** The moment of a timer has come, and it was not too late. */
export interface FiredRecord {
  readonly kind: 'fired'
  readonly task: string
  readonly i: number
  readonly fp: string
}

/** Something outside sent data. */
export interface SignalRecord {
  readonly kind: 'signal'
  readonly n: number
  readonly fp: string
  readonly name: string
  readonly data: Json
}

/** It has ended. */
export interface CloseRecord {
  readonly kind: 'close'
  readonly reason: string
}

/** A record of a call of a task. */
export type TaskRecord = CallRecord | TimerRecord | FiredRecord

/** Names the i-th recorded call of a task. */
export function callKey(task: string, i: number): string {
  return `${task}#${i}`
}
