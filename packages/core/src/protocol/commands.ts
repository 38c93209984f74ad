import type { RowBlock, RowId } from './datatable'
import type { NoticeCode } from './error-codes'
import type { Drafts, FieldSpec, FormSpec, UploadSpec } from './input-spec'
import type { Json, JsonObject } from './json'
import type { Message } from './messages'
import type { NodeId, NodeSpec } from './output-spec'
import type { ThemeName } from './themes'
import type { ViewerSpec } from './viewers'

/** Puts nodes into a parent before the child at `index`, else at its end. A number moves an existing node there. */
export interface OutputInsertCommand {
  readonly type: 'output-insert'
  readonly parent: NodeId
  readonly index?: number
  readonly outputs: readonly (NodeSpec | NodeId)[]
}

/** Replaces fields of a node; null deletes a field. */
export interface OutputUpdateCommand {
  readonly type: 'output-update'
  readonly output: NodeId
  readonly set: { readonly [field: string]: unknown }
}

/** Removes a node and all below it. */
export interface OutputRemoveCommand {
  readonly type: 'output-remove'
  readonly output: NodeId
}

/** Removes all children of a node. */
export interface OutputClearCommand {
  readonly type: 'output-clear'
  readonly parent: NodeId
}

/** Puts rows into a data table before the row `before`, else at its end. Ids that are there already are left out. */
export interface RowsInsertCommand extends RowBlock {
  readonly type: 'rows-insert'
  readonly output: NodeId
  readonly before?: RowId
}

/** Sets some values of a row: pairs of column and value. */
export interface RowsUpdateCommand {
  readonly type: 'rows-update'
  readonly output: NodeId
  readonly row: RowId
  readonly set: readonly (readonly [column: number, value: Json])[]
}

/** Takes rows out of a data table. */
export interface RowsRemoveCommand {
  readonly type: 'rows-remove'
  readonly output: NodeId
  readonly rows: readonly RowId[]
}

/** Takes all rows out of a data table. */
export interface RowsClearCommand {
  readonly type: 'rows-clear'
  readonly output: NodeId
}

/** Opens a form on top of the others. */
export interface FormOpenCommand {
  readonly type: 'form-open'
  readonly form: FormSpec
}

/** Changes fields of a field's spec; null deletes one. */
export interface FormUpdateCommand {
  readonly type: 'form-update'
  readonly form: NodeId
  readonly field: string
  readonly set: { readonly [Key in keyof FieldSpec]?: unknown } & { readonly [key: string]: unknown }
}

/** Puts a file into the list of a file field: in the place of the one with its id, else at the end. */
export interface FileSetCommand {
  readonly type: 'file-set'
  /** The form or pin that has the field. */
  readonly owner: NodeId
  readonly field: string
  readonly file: UploadSpec
}

/** Takes a file out of the list of a file field. */
export interface FileRemoveCommand {
  readonly type: 'file-remove'
  readonly owner: NodeId
  readonly field: string
  /** Its id. */
  readonly file: number
}

/** Sets (a message) or takes away (null) the errors of fields. */
export interface FormErrorsCommand {
  readonly type: 'form-errors'
  readonly form: NodeId
  readonly errors: { readonly [field: string]: Message | null }
  /** Number of the submit event that this answers: the form can be submitted again. */
  readonly settled?: number
}

/** Takes a form away. */
export interface FormCloseCommand {
  readonly type: 'form-close'
  readonly form: NodeId
}

/** What the driver has typed into a form, for those who watch (rule W5). Takes the place of all that was typed before. */
export interface FormDraftsCommand {
  readonly type: 'form-drafts'
  readonly form: NodeId
  readonly values: Drafts
}

/** Who shows the session, the driver first (rule W7). */
export interface ViewersSetCommand {
  readonly type: 'viewers-set'
  readonly viewers: readonly ViewerSpec[]
}

/** Settings of the page, as `set_env` names them. What is not set is as the page has it. */
export interface PageEnv {
  readonly title?: string
  /** The look of the page, unless the host page says another. */
  readonly theme?: ThemeName
  /** New outputs fade in. */
  readonly output_animation?: boolean
  /** Screen readers are told of new outputs. */
  readonly output_announcement?: boolean
  /** The page scrolls to its end when something comes into ROOT. */
  readonly auto_scroll_bottom?: boolean
  /** The output has a height of its own and scrolls by itself, so that the input panel is always in view. */
  readonly output_fixed_height?: boolean
  /** A CSS length. */
  readonly output_max_width?: string
  /** The input panel stays in view at the lower edge. */
  readonly input_panel_fixed?: boolean
  /** Pixels of the panel that are in view at least, and at first. */
  readonly input_panel_min_height?: number
  readonly input_panel_init_height?: number
  /** A form that opens takes the focus. */
  readonly input_auto_focus?: boolean
  /** The author is looking: the page says what it leaves out. */
  readonly debug?: boolean
}

/** Sets some of the page's settings. */
export interface EnvSetCommand {
  readonly type: 'env-set'
  readonly set: PageEnv
}

/** Why a session ended. */
export type CloseReason = 'finished' | 'failed' | 'left' | 'expired' | 'shutdown' | 'replaced'

/** The session is over: nothing follows. */
export interface SessionCloseCommand {
  readonly type: 'session-close'
  readonly reason: CloseReason
  /** What the task returned, where that is JSON. */
  readonly result?: Json
}

/** Transient: an event for the embedding page. */
export interface AppEventCommand {
  readonly type: 'app-event'
  readonly name: string
  readonly data: Json
}

/** Transient: scrolls the page so that a node meets the viewport's top, middle or bottom. */
export interface ScrollToCommand {
  readonly type: 'scroll-to'
  readonly output: NodeId
  readonly position: 'top' | 'middle' | 'bottom'
}

/** Transient: the rows that the page's event `request` asked for. */
export interface RowsAnswerCommand extends RowBlock {
  readonly type: 'rows-answer'
  readonly output: NodeId
  /** Number of the event that this answers. */
  readonly request: number
  /** How many rows the query has in all. */
  readonly total: number
}

/** Transient: the rows that the page's event `request` asked for will not come. */
export interface RowsFailedCommand {
  readonly type: 'rows-failed'
  readonly output: NodeId
  /** Number of the event that this answers. */
  readonly request: number
  /** Why, where the page may know. */
  readonly message?: string
}

/** Transient: the edit that the page's event `request` asked for has been made, or not (rule D9). */
export interface CellSettledCommand {
  readonly type: 'cell-settled'
  readonly output: NodeId
  /** Number of the event that this answers. */
  readonly request: number
  /** Why the value stays what it was. Missing: it has been changed. */
  readonly message?: Message
}

/** Transient: something for `onError` of the embedding page. */
export interface NoticeCommand {
  readonly type: 'notice'
  readonly code: NoticeCode
  readonly message: string
}

/** Transient: the page has the browser download a file (docs/protocol.md, section 10). */
export interface DownloadCommand {
  readonly type: 'download'
  readonly token: string
  /** What the file is called. */
  readonly name: string
  /** Bytes, where they are known beforehand. */
  readonly size?: number
}

/** Transient: the page fetches a cookie from its server, which scripts cannot read (rule A1). */
export interface CookieSetCommand {
  readonly type: 'cookie-set'
  readonly token: string
}

/** Transient: runs JavaScript in the page, which answers with a `script-result` (rules S1 to S4). */
export interface ScriptRunCommand {
  readonly type: 'script-run'
  readonly script: ScriptId
  readonly kind: ScriptKind
  readonly code: string
  /** Local variables of the code, by name. */
  readonly args: JsonObject
}

/** Statements give nothing; an expression gives its value. */
export type ScriptKind = 'statements' | 'expression'

/** Names one run of a script. Issued by the server, like the ids of nodes. */
export type ScriptId = number

/** Transient: opens another application of the same handler. */
export interface AppOpenCommand {
  readonly type: 'app-open'
  readonly app: string
  readonly new_window: boolean
}

/** Commands that change the view tree. */
export type TreeCommand =
  | OutputInsertCommand
  | OutputUpdateCommand
  | OutputRemoveCommand
  | OutputClearCommand
  | RowsInsertCommand
  | RowsUpdateCommand
  | RowsRemoveCommand
  | RowsClearCommand
  | FormOpenCommand
  | FormUpdateCommand
  | FileSetCommand
  | FileRemoveCommand
  | FormErrorsCommand
  | FormCloseCommand
  | FormDraftsCommand
  | ViewersSetCommand
  | EnvSetCommand
  | SessionCloseCommand

/** Commands that the page carries out once and that leave nothing in the tree. */
export type TransientCommand =
  | AppEventCommand
  | ScrollToCommand
  | NoticeCommand
  | ScriptRunCommand
  | AppOpenCommand
  | RowsAnswerCommand
  | RowsFailedCommand
  | CellSettledCommand
  | CookieSetCommand
  | DownloadCommand

/** Everything that a batch can hold. */
export type Command = TreeCommand | TransientCommand

const TRANSIENT: ReadonlySet<string> = new Set<TransientCommand['type']>([
  'app-event',
  'scroll-to',
  'notice',
  'script-run',
  'app-open',
  'download',
  'rows-answer',
  'rows-failed',
  'cell-settled',
  'cookie-set',
])

/** Tells the two kinds of commands apart. */
export function isTransient(command: Command): command is TransientCommand {
  return TRANSIENT.has(command.type)
}
