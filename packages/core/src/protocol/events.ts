import type { CellValue, RowId, RowQuery } from './datatable'
import type { RawValue } from './input-spec'
import type { Json } from './json'
import type { ScriptId } from './commands'
import type { NodeId } from './output-spec'

/** A button or another clickable output was used. */
export interface CallbackFireEvent {
  readonly type: 'callback-fire'
  readonly output: NodeId
  /** The index of a button, or a name: `click`. */
  readonly key: number | string
  readonly value?: Json | undefined
}

/**
 * The pressed button of an `actions` field.
 * @example const action: PressedAction = { field: 'sure', id: 1 } // the field's second button
 */
export interface PressedAction {
  readonly field: string
  readonly id: number
}

export interface FormSubmitEvent {
  readonly type: 'form-submit'
  readonly form: NodeId
  readonly values: { readonly [field: string]: RawValue }
  readonly action?: PressedAction | undefined
}

export interface FormCancelEvent {
  readonly type: 'form-cancel'
  readonly form: NodeId
  readonly action?: PressedAction | undefined
}

/** A field lost focus. */
export interface FormCheckEvent {
  readonly type: 'form-check'
  readonly form: NodeId
  readonly field: string
  readonly value: RawValue
}

/** A watched field changed. */
export interface FormChangeEvent {
  readonly type: 'form-change'
  readonly form: NodeId
  readonly field: string
  readonly value: RawValue
}

/** A person searches the options of a field (rule O1). */
export interface FormSearchEvent {
  readonly type: 'form-search'
  readonly form: NodeId
  readonly field: string
  readonly query: string
}

/** A person searches the options of a pin (rule O1). */
export interface PinSearchEvent {
  readonly type: 'pin-search'
  readonly output: NodeId
  readonly query: string
}

/** The button next to an input was pressed. */
export interface FormActionEvent {
  readonly type: 'form-action'
  readonly form: NodeId
  readonly field: string
}

/** A person changed a pin. */
export interface PinChangeEvent {
  readonly type: 'pin-change'
  readonly output: NodeId
  readonly value: RawValue
}

/** A pin lost focus. */
export interface PinCheckEvent {
  readonly type: 'pin-check'
  readonly output: NodeId
}

/** A person closed a popup, a toast or a closable message, or a toast's time ran out. */
export interface OutputDismissEvent {
  readonly type: 'output-dismiss'
  readonly output: NodeId
}

/** A file was chosen, and the page asks to upload it. The answer is an entry in `files` of the field's spec. */
export interface UploadOpenEvent {
  readonly type: 'upload-open'
  /** The form or pin that the field belongs to. */
  readonly owner: NodeId
  readonly field: string
  /** The page's key for the file, by which it recognizes the file in the field's spec. */
  readonly key: string
  readonly name: string
  readonly mime_type: string
  readonly size: number
  readonly last_modified: number
}

/** A file was removed from its field, whether or not it was uploaded. */
export interface UploadCancelEvent {
  readonly type: 'upload-cancel'
  readonly owner: NodeId
  readonly field: string
  readonly upload: number
}

/**
 * The page requests rows of a data table with a source. The event's number identifies the request.
 * @example const event: RowsRequestEvent = { type: 'rows-request', output: 12, offset: 0, limit: 50, query: { sort: [], filter: [] } }
 */
export interface RowsRequestEvent {
  readonly type: 'rows-request'
  readonly output: NodeId
  /** The index of the first requested row. */
  readonly offset: number
  /** The number of requested rows. */
  readonly limit: number
  readonly query: RowQuery
}

/** The page no longer wants the rows that its event `request` asked for. */
export interface RowsCancelEvent {
  readonly type: 'rows-cancel'
  readonly output: NodeId
  readonly request: number
}

/** A person has changed a value of a data table. The event's number identifies the edit (rule D9). */
export interface CellEditEvent {
  readonly type: 'cell-edit'
  readonly output: NodeId
  readonly row: RowId
  readonly column: number
  readonly value: CellValue
}

/** A problem with an output, for the author: the page could not draw it, or has removed unsafe parts. */
export interface OutputReportEvent {
  readonly type: 'output-report'
  readonly output: NodeId
  readonly problem: 'failed' | 'cleaned'
  /** Why it failed, or what was removed. */
  readonly message: string
}

/** From the embedding page: `useWebIO().send(name, data)`. */
export interface AppEventEvent {
  readonly type: 'app-event'
  readonly name: string
  readonly data: Json
}

/** Why a script returned no value: see rule S3. */
export type ScriptFailure = 'threw' | 'refused' | 'no_json'

/**
 * The outcome of a script that the server had the page run.
 * @example const event: ScriptResultEvent = { type: 'script-result', script: 4, ok: true, value: 3 }
 */
export type ScriptResultEvent =
  | { readonly type: 'script-result'; readonly script: ScriptId; readonly ok: true; readonly value: Json }
  | {
      readonly type: 'script-result'
      readonly script: ScriptId
      readonly ok: false
      readonly reason: ScriptFailure
      readonly message: string
    }

/** An action of a person or of the embedding page. */
export type PageEvent =
  | CallbackFireEvent
  | FormSubmitEvent
  | FormCancelEvent
  | FormCheckEvent
  | FormChangeEvent
  | FormSearchEvent
  | FormActionEvent
  | PinChangeEvent
  | PinCheckEvent
  | PinSearchEvent
  | OutputDismissEvent
  | OutputReportEvent
  | UploadOpenEvent
  | UploadCancelEvent
  | RowsRequestEvent
  | RowsCancelEvent
  | CellEditEvent
  | AppEventEvent
  | ScriptResultEvent
