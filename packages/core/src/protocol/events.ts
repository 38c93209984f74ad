import type { CellValue, RowId, RowQuery } from './datatable'
import type { RawValue } from './input-spec'
import type { Json } from './json'
import type { ScriptId } from './commands'
import type { NodeId } from './output-spec'

/** A button or another clickable thing was used. */
export interface CallbackFireEvent {
  readonly type: 'callback-fire'
  readonly output: NodeId
  /** Index of a button, or a name: `click`. */
  readonly key: number | string
  readonly value?: Json | undefined
}

/** The pressed button of an `actions` field. */
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

/** The button beside an input was pressed. */
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

/** A popup, toast or closable message was closed by the person, or a toast's time ran out. */
export interface OutputDismissEvent {
  readonly type: 'output-dismiss'
  readonly output: NodeId
}

/** A file was chosen: may it be uploaded? The answer is an entry in `files` of the field's spec. */
export interface UploadOpenEvent {
  readonly type: 'upload-open'
  /** The form, or the pin, that has the field. */
  readonly owner: NodeId
  readonly field: string
  /** What the page calls it, to know it again in the field's spec. */
  readonly key: string
  readonly name: string
  readonly mime_type: string
  readonly size: number
  readonly last_modified: number
}

/** A file was taken out of its field, uploaded or not. */
export interface UploadCancelEvent {
  readonly type: 'upload-cancel'
  readonly owner: NodeId
  readonly field: string
  readonly upload: number
}

/** The page wants rows of a data table that has a source. The event's number names the request. */
export interface RowsRequestEvent {
  readonly type: 'rows-request'
  readonly output: NodeId
  /** Index of the first row that is wanted. */
  readonly offset: number
  /** How many rows are wanted. */
  readonly limit: number
  readonly query: RowQuery
}

/** The page no longer wants the rows that its event `request` asked for. */
export interface RowsCancelEvent {
  readonly type: 'rows-cancel'
  readonly output: NodeId
  readonly request: number
}

/** A person has changed a value of a data table. The event's number names the edit (rule D9). */
export interface CellEditEvent {
  readonly type: 'cell-edit'
  readonly output: NodeId
  readonly row: RowId
  readonly column: number
  readonly value: CellValue
}

/** What the author should know of an output: the page could not draw it, or has left out what is not safe. */
export interface OutputReportEvent {
  readonly type: 'output-report'
  readonly output: NodeId
  readonly problem: 'failed' | 'cleaned'
  /** Why it failed, or what is left out. */
  readonly message: string
}

/** From the embedding page: `useWebIO().send(name, data)`. */
export interface AppEventEvent {
  readonly type: 'app-event'
  readonly name: string
  readonly data: Json
}

/** Why a script gave no value: see rule S3. */
export type ScriptFailure = 'threw' | 'refused' | 'no_json'

/** How a script went that the server had the page run. */
export type ScriptResultEvent =
  | { readonly type: 'script-result'; readonly script: ScriptId; readonly ok: true; readonly value: Json }
  | {
      readonly type: 'script-result'
      readonly script: ScriptId
      readonly ok: false
      readonly reason: ScriptFailure
      readonly message: string
    }

/** Something that a person or the embedding page did. */
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
