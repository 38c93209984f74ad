import type { RowBlock, RowId } from './datatable'
import type { NoticeCode } from './error-codes'
import type { Drafts, FieldSpec, FormSpec, UploadSpec } from './input-spec'
import type { Json, JsonObject } from './json'
import type { Message } from './messages'
import type { NodeId, NodeSpec } from './output-spec'
import type { ThemeName } from './themes'
import type { ViewerSpec } from './viewers'

/** Inserts nodes into a parent before the child at `index`, or at its end. A number moves an existing node there. */
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

/** Removes a node and everything below it. */
export interface OutputRemoveCommand {
  readonly type: 'output-remove'
  readonly output: NodeId
}

/** Removes all children of a node. */
export interface OutputClearCommand {
  readonly type: 'output-clear'
  readonly parent: NodeId
}

/** Inserts rows into a data table before the row `before`, or at its end. Ids that already exist are skipped. */
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

/** Removes rows from a data table. */
export interface RowsRemoveCommand {
  readonly type: 'rows-remove'
  readonly output: NodeId
  readonly rows: readonly RowId[]
}

/** Removes all rows from a data table. */
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

/** Puts a file into the list of a file field: replaces the file with the same id, or is added at the end. */
export interface FileSetCommand {
  readonly type: 'file-set'
  /** The form or pin that the field belongs to. */
  readonly owner: NodeId
  readonly field: string
  readonly file: UploadSpec
}

/** Removes a file from the list of a file field. */
export interface FileRemoveCommand {
  readonly type: 'file-remove'
  readonly owner: NodeId
  readonly field: string
  /** Its id. */
  readonly file: number
}

/** Sets (a message) or removes (null) the errors of fields. */
export interface FormErrorsCommand {
  readonly type: 'form-errors'
  readonly form: NodeId
  readonly errors: { readonly [field: string]: Message | null }
  /** Number of the submit event that this answers: the form can be submitted again. */
  readonly settled?: number
}

/** Closes a form. */
export interface FormCloseCommand {
  readonly type: 'form-close'
  readonly form: NodeId
}

/** What the driver has typed into a form, for observers (rule W5). It replaces everything typed before. */
export interface FormDraftsCommand {
  readonly type: 'form-drafts'
  readonly form: NodeId
  readonly values: Drafts
}

/** The people whose pages show the session, the driver first (rule W7). */
export interface ViewersSetCommand {
  readonly type: 'viewers-set'
  readonly viewers: readonly ViewerSpec[]
}

/** Settings of the page, with the names of `set_env`. A missing setting keeps the page's default. */
export interface PageEnv {
  readonly title?: string
  /** The look of the page, unless the host page sets one. */
  readonly theme?: ThemeName
  /** Whether new outputs fade in. */
  readonly output_animation?: boolean
  /** Whether screen readers announce new outputs. */
  readonly output_announcement?: boolean
  /** Whether the page scrolls to its end when something is added to ROOT. */
  readonly auto_scroll_bottom?: boolean
  /** Whether the output has its own height and scrolls by itself, so that the input panel is always in view. */
  readonly output_fixed_height?: boolean
  /** A CSS length. */
  readonly output_max_width?: string
  /** Whether the input panel stays in view at the lower edge. */
  readonly input_panel_fixed?: boolean
  /** The minimum and the initial visible height of the panel, in pixels. */
  readonly input_panel_min_height?: number
  readonly input_panel_init_height?: number
  /** Whether a form that opens takes the focus. */
  readonly input_auto_focus?: boolean
  /** Whether the author is watching: then the page reports what it leaves out. */
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
  /** What the task returned, if it is JSON. */
  readonly result?: Json
}

/** Transient: an event for the embedding page. */
export interface AppEventCommand {
  readonly type: 'app-event'
  readonly name: string
  readonly data: Json
}

/** Transient: scrolls a node to the top, the middle or the bottom of the view. */
export interface ScrollToCommand {
  readonly type: 'scroll-to'
  readonly output: NodeId
  readonly position: 'top' | 'middle' | 'bottom'
}

/**
 * Transient: the rows that the page's event `request` asked for.
 * @example const answer: RowsAnswerCommand = { type: 'rows-answer', output: 12, request: 7, total: 2, ids: 1, columns: [['Ada', 'Alan']] }
 */
export interface RowsAnswerCommand extends RowBlock {
  readonly type: 'rows-answer'
  readonly output: NodeId
  /** Number of the event that this answers. */
  readonly request: number
  /** The total number of rows of the query. */
  readonly total: number
}

/**
 * Transient: the rows that the page's event `request` asked for cannot be provided.
 * @example const failure: RowsFailedCommand = { type: 'rows-failed', output: 12, request: 7 }
 */
export interface RowsFailedCommand {
  readonly type: 'rows-failed'
  readonly output: NodeId
  /** Number of the event that this answers. */
  readonly request: number
  /** The reason, if the page may know it. */
  readonly message?: string
}

/**
 * Transient: the edit that the page's event `request` asked for has been made, or not (rule D9).
 * @example const refusal: CellSettledCommand = { type: 'cell-settled', output: 12, request: 7, message: { id: 'required' } }
 */
export interface CellSettledCommand {
  readonly type: 'cell-settled'
  readonly output: NodeId
  /** Number of the event that this answers. */
  readonly request: number
  /** Why the value was not changed. Missing if it was changed. */
  readonly message?: Message
}

/** Transient: an error for `onError` of the embedding page. */
export interface NoticeCommand {
  readonly type: 'notice'
  readonly code: NoticeCode
  readonly message: string
}

/**
 * Transient: makes the browser download a file (docs/protocol.md, section 10).
 * @example const command: DownloadCommand = { type: 'download', token, name: 'report.csv', size: 1200 }
 */
export interface DownloadCommand {
  readonly type: 'download'
  readonly token: string
  /** The name of the file. */
  readonly name: string
  /** The size in bytes, if it is known in advance. */
  readonly size?: number
}

/**
 * Transient: makes the page fetch a cookie from its server that scripts cannot read (rule A1).
 * @example const command: CookieSetCommand = { type: 'cookie-set', token }
 */
export interface CookieSetCommand {
  readonly type: 'cookie-set'
  readonly token: string
}

/**
 * Transient: runs JavaScript in the page, which answers with a `script-result` (rules S1 to S4).
 * @example const command: ScriptRunCommand = { type: 'script-run', script: 4, kind: 'expression', code: 'a + b', args: { a: 1, b: 2 } }
 */
export interface ScriptRunCommand {
  readonly type: 'script-run'
  readonly script: ScriptId
  readonly kind: ScriptKind
  readonly code: string
  /** Local variables of the code, by name. */
  readonly args: JsonObject
}

/** Statements return nothing; an expression returns its value. */
export type ScriptKind = 'statements' | 'expression'

/** Identifies one run of a script. The server issues it, like the ids of nodes. */
export type ScriptId = number

/**
 * Transient: opens another application of the same handler.
 * @example const command: AppOpenCommand = { type: 'app-open', app: 'report', new_window: true }
 */
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

/** Commands that the page executes once, and that leave nothing in the tree. */
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

/** All commands that a batch can contain. */
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

/**
 * Whether a command is transient.
 * @example
 * if (isTransient(command)) run(command)
 * else applyCommand(tree, command)
 */
export function isTransient(command: Command): command is TransientCommand {
  return TRANSIENT.has(command.type)
}
