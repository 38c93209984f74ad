import type { PageEvent } from '../../protocol/events'
import type { Json, JsonObject } from '../../protocol/json'
import type { NodeId } from '../../protocol/node-id'
import type { UploadGrant } from '../files/uploads'
import type { PathPosition } from '../tasks/task-path'

/** Version of the records below. A journal of another version is not replayed. */
export const JOURNAL_FORMAT = 1

/**
 * What a session writes to its journal, in the order in which it happens. `task` is the path of a task, and `i` counts the recorded calls of that
 * task. `fp` is the fingerprint of the record's target: the name that a person or a reader of the source would give it, such as `button:Approve`.
 * `shape` is a hash of the outputs and forms that the task had created before the call (`TaskPath.shape`). Values from the author are encoded
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

/** How the session began. After `checkpoint`, a new record of this kind comes first, with the state that the author gave. */
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
  /** How far the main task had come at the checkpoint. */
  readonly position?: PathPosition
  /** Number of the last event before the checkpoint. */
  readonly handled?: number
  /** How often the session has started over with different code. */
  readonly refills?: number
  /** Answers that the earlier code received, by fingerprint. The forms open with them. */
  readonly refill?: readonly (readonly [fp: string, values: Json])[]
}

/** The page sent an event, and it was accepted. */
export interface EventRecord {
  readonly kind: 'event'
  readonly n: number
  readonly fp: string
  /** Missing if the event holds a password. Then `sealed` has the event, encrypted. */
  readonly event?: PageEvent
  readonly sealed?: string
  /** What was decided about the upload that the event requested. */
  readonly upload?: UploadGrant
}

/** All bytes of an upload had arrived. */
export interface ArrivedRecord {
  readonly kind: 'arrived'
  readonly fp: string
  /** Id of the upload. */
  readonly upload: NodeId
}

/** Event `n` submitted a form, and the author's rules accepted its values. */
export interface AnswerRecord {
  readonly kind: 'answer'
  readonly n: number
  readonly form: NodeId
  readonly fp: string
  /** The values by field, encoded; null if they hold a password that could not be sealed. Then the form is shown again. */
  readonly values: Json
  /** Ids of the uploads that the task received with the values. */
  readonly files?: readonly NodeId[]
  readonly shape?: number
}

/** A call of a task returned a result: `step`, `now`, `random` and the like. */
export interface CallRecord {
  readonly kind: 'step' | 'value'
  readonly task: string
  readonly i: number
  readonly fp: string
  readonly value?: Json
  /** What the call threw instead. */
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

/** A timer fired and was not canceled before. */
export interface FiredRecord {
  readonly kind: 'fired'
  readonly task: string
  readonly i: number
  readonly fp: string
}

/** Data came from outside the session. */
export interface SignalRecord {
  readonly kind: 'signal'
  readonly n: number
  readonly fp: string
  readonly name: string
  readonly data: Json
}

/** The session has ended. */
export interface CloseRecord {
  readonly kind: 'close'
  readonly reason: string
}

/** A record of a call of a task. */
export type TaskRecord = CallRecord | TimerRecord | FiredRecord

/** The key of the i-th recorded call of a task. */
export function callKey(task: string, i: number): string {
  return `${task}#${i}`
}
