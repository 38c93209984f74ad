import type { ButtonColor } from './button-color'
import type { FieldSpec, RawValue } from './input-spec'
import type { DatatableColumn, DatatableTheme } from './datatable'
import type { Json, JsonObject } from './json'
import type { Message } from './messages'
import type { NodeId } from './node-id'

export type { ButtonColor, NodeId }

/**
 * The scope `ROOT`, which every session has from its start.
 * @example const outputs = tree.nodes.get(ROOT_ID)?.children ?? []
 */
export const ROOT_ID: NodeId = 0
/**
 * The list of open popups; the last one is on top.
 * @example const top = tree.nodes.get(POPUPS_ID)?.children.at(-1)
 */
export const POPUPS_ID: NodeId = 1
/**
 * The list of visible toasts.
 * @example const toasts = tree.nodes.get(TOASTS_ID)?.children.length ?? 0
 */
export const TOASTS_ID: NodeId = 2
/**
 * The first id that a session may issue.
 * @example const isOutput = (id: NodeId) => id >= FIRST_FREE_ID
 */
export const FIRST_FREE_ID: NodeId = 10

/** What every node can have, whatever its type. */
export interface NodeBase {
  readonly id: NodeId
  /** CSS declarations for the outermost element, as the author wrote them. */
  readonly style?: string
  /** CSS classes for the outermost element, in addition to its own. */
  readonly class_name?: string
  /** Whether the node reacts to a click anywhere on it: the page then fires the callback `click`. */
  readonly clickable?: boolean
  /** The name under which outputs find this node's list of children. It makes the node a scope. */
  readonly scope?: string
  /** Keys of the node’s callbacks that are running or waiting for their turn (rule C6). */
  readonly busy?: readonly (number | string)[]
  /** Keys of the node’s callbacks that can no longer run (rule C10). */
  readonly spent?: readonly (number | string)[]
  /** Whether another node already had this node's scope name (rule C2). */
  readonly duplicate?: boolean
  /**
   * In messages: the nodes inside this one, in order. A number stands for an existing node, which moves here.
   * The view tree stores the children separately from the spec.
   */
  readonly children?: readonly (NodeSpec | NodeId)[]
}

/** A place, usually with a name, that stacks its children. */
export interface ScopeNode extends NodeBase {
  readonly type: 'scope'
  /** Keeps at least its height at the time of this setting, so that the page does not jump while it is filled again. */
  readonly keeps_height?: boolean
}

/** Plain text: white space and line breaks are kept, and nothing is interpreted. */
export interface TextNode extends NodeBase {
  readonly type: 'text'
  readonly text: string
  readonly inline?: boolean
}

/** GitHub-flavored Markdown. */
export interface MarkdownNode extends NodeBase {
  readonly type: 'markdown'
  readonly markdown: string
  /** `false`: HTML in the text is shown unchanged. Default: sanitized. */
  readonly sanitize?: boolean
  readonly options?: { readonly gfm?: boolean; readonly breaks?: boolean }
}

/** HTML. */
export interface HtmlNode extends NodeBase {
  readonly type: 'html'
  readonly html: string
  /** `false`: unchanged, and scripts run if the page allows them. Default: sanitized. */
  readonly sanitize?: boolean
}

/** Source code. */
export interface CodeNode extends NodeBase {
  readonly type: 'code'
  readonly code: string
  readonly language?: string
  /** The number of visible rows; the rest scrolls. */
  readonly rows?: number
}

/** A link to a URL or to another application of the same endpoint. */
export interface LinkNode extends NodeBase {
  readonly type: 'link'
  readonly label: string
  readonly url?: string
  readonly app?: string
  readonly new_window?: boolean
}

/** The kinds of messages. */
export type MessageType = 'info' | 'success' | 'warning' | 'error'

/** A colored box around its children. */
export interface MessageNodeOf<Type extends MessageType> extends NodeBase {
  readonly type: Type
  /** Whether the person can close it. */
  readonly closable?: boolean
}

/**
 * A message of any kind.
 * @example const node: MessageNode = { id: 12, type: 'warning', closable: true }
 */
export type MessageNode = { readonly [Type in MessageType]: MessageNodeOf<Type> }[MessageType]

/** A spinner, with its children below it. */
export interface LoadingNode extends NodeBase {
  readonly type: 'loading'
  readonly shape: 'border' | 'grow'
  readonly color: ButtonColor
}

/** A JSON value, as a tree that opens and closes. */
export interface JsonNode extends NodeBase {
  readonly type: 'json'
  readonly value: Json
}

/**
 * A component that the page registered under `name`. Props that are functions are omitted from `props`. `callbacks` lists their places as JSON
 * Pointers, which are also the keys of their callbacks. The arguments of a call are sent as `value`, an array.
 */
export interface ComponentNode extends NodeBase {
  readonly type: 'component'
  readonly name: string
  readonly props: JsonObject
  readonly callbacks?: readonly string[]
}

/** An image; `src` is a URL or a data URL. */
export interface ImageNode extends NodeBase {
  readonly type: 'image'
  readonly src: string
  /** Alternative text. */
  readonly title?: string
  readonly width?: string
  readonly height?: string
}

/** A video with the browser's controls; `src` is a URL or a data URL. */
export interface VideoNode extends NodeBase {
  readonly type: 'video'
  readonly src: string
  /** The name for screen readers. */
  readonly title?: string
  readonly autoplay?: boolean
  readonly loop?: boolean
  readonly muted?: boolean
  /** CSS sizes. */
  readonly width?: string
  readonly height?: string
  /** URL of the image that is shown before it plays. */
  readonly poster?: string
}

/** A sound with the browser's controls; `src` is a URL or a data URL. */
export interface AudioNode extends NodeBase {
  readonly type: 'audio'
  readonly src: string
  /** The name for screen readers. */
  readonly title?: string
  readonly autoplay?: boolean
  readonly loop?: boolean
  readonly muted?: boolean
}

/** A table cell: a text, or an object if it contains an output or spans. */
export type TableCell = string | TableCellObject

/**
 * A table cell that contains an output, or that spans several rows or columns.
 * @example const cell: TableCellObject = { text: 'Total', col: 2 }
 */
export interface TableCellObject {
  readonly text?: string
  /** Id of the child node that this cell shows. */
  readonly output?: NodeId
  /** Rows spanned; default 1. */
  readonly row?: number
  /** Columns spanned; default 1. */
  readonly col?: number
}

/** A table. Cells covered by a span are omitted from their row, as in HTML. */
export interface TableNode extends NodeBase {
  readonly type: 'table'
  readonly header: readonly TableCell[]
  readonly rows: readonly (readonly TableCell[])[]
}

/** A table with many rows, of which the page draws only those in view. Its rows are stored separately (rules D1 to D5). */
export interface DatatableNode extends NodeBase {
  readonly type: 'datatable'
  readonly instance_id?: string
  readonly columns: readonly DatatableColumn[]
  /** Labels of the buttons for the selected rows; null is a separator. Each fires the callback of its index. */
  readonly actions?: readonly (string | null)[]
  /** Whether rows can be selected. */
  readonly select?: 'single' | 'multiple'
  /** Whether the page fires the callback `select` when rows are selected. */
  readonly watch?: boolean
  /** The height, as a CSS length. `auto`: the height of its rows. Missing: the height of its rows, up to 600 px. */
  readonly height?: string
  readonly theme: DatatableTheme
  /** Whether a bar shows the full text of the current cell. */
  readonly cell_content_bar?: boolean
  /** Whether a box searches all columns. */
  readonly search?: boolean
  /** Pixels. Default: the theme's. */
  readonly rowHeight?: number
  /** Name of the CSV file that a person can download. Missing if that is not possible. */
  readonly csv?: string
  /** Whether rows have one more value after their columns: their marks (rule D10). */
  readonly marks?: boolean
  /** The final number of rows, while rows are still on the way. */
  readonly total?: number
  /** The rows are requested in parts (rule D6). A different number means that earlier answers are out of date. */
  readonly source?: number
}

/** A chart. `option` is an option of Apache ECharts. */
export interface ChartNode extends NodeBase {
  readonly type: 'chart'
  readonly option: JsonObject
  /** A CSS length. */
  readonly height: string
  /** The label for screen readers. Default: the text of the option's title. */
  readonly label?: string
}

/** The look of buttons. */
export interface ButtonLook {
  readonly small?: boolean
  readonly link_style?: boolean
  readonly outline?: boolean
}

/** One button. Fires the callback `0`. */
export interface ButtonNode extends NodeBase, ButtonLook {
  readonly type: 'button'
  readonly label: string
  readonly color?: ButtonColor
  readonly disabled?: boolean
  /** Keys that press it, such as `mod+s` (rule C11). */
  readonly shortcut?: string
}

/** One of several buttons. */
export interface ButtonSpec {
  readonly label: string
  readonly color?: ButtonColor
  readonly disabled?: boolean
  /** Keys that press it, such as `mod+s` (rule C11). */
  readonly shortcut?: string
}

/** Several buttons. Each fires the callback of its index. */
export interface ButtonsNode extends NodeBase, ButtonLook {
  readonly type: 'buttons'
  readonly buttons: readonly ButtonSpec[]
  /** Drawn as one connected bar. */
  readonly group?: boolean
}

/** A file that a click downloads. Fires the callback `0`; the command `download` follows. */
export interface FileNode extends NodeBase {
  readonly type: 'file'
  readonly label: string
}

/** Children side by side. `size`: a CSS track list for `grid-template-columns`. */
export interface RowNode extends NodeBase {
  readonly type: 'row'
  readonly size?: string
}

/** Children one below the other. `size`: a CSS track list for `grid-template-rows`. */
export interface ColumnNode extends NodeBase {
  readonly type: 'column'
  readonly size?: string
}

/** A cell of a grid; empty if it has no output. */
export interface GridCell {
  /** Id of the child node that this cell shows. */
  readonly output?: NodeId
  /** Rows spanned; default 1. */
  readonly row?: number
  /** Columns spanned; default 1. */
  readonly col?: number
}

/** Cells in a grid. Each takes the next free place; with `flow: 'column'`, down the columns. */
export interface GridNode extends NodeBase {
  readonly type: 'grid'
  /** CSS track lists. */
  readonly columns: string
  readonly rows: string
  readonly flow?: 'column'
  readonly cells: readonly GridCell[]
}

/** An empty track of a row or column. */
export interface GapNode extends NodeBase {
  readonly type: 'gap'
}

/** A disclosure box around its children. */
export interface CollapseNode extends NodeBase {
  readonly type: 'collapse'
  readonly title: string
  readonly open?: boolean
}

/** One of several tabs. */
export interface TabSpec {
  readonly title: string
  /** Id of the child node that is shown while the tab is selected. */
  readonly panel: NodeId
}

/** Panels one of which is shown, as the person selects. */
export interface TabsNode extends NodeBase {
  readonly type: 'tabs'
  readonly tabs: readonly TabSpec[]
}

/** A box around its children that scrolls by itself. */
export interface ScrollableNode extends NodeBase {
  readonly type: 'scrollable'
  /** CSS lengths. */
  readonly min_height?: string
  readonly max_height?: string
  /** Whether it stays at its end when content arrives, unless the person has scrolled up. */
  readonly keep_bottom?: boolean
  /** `false`: no border. Default: with a border. */
  readonly border?: boolean
}

/** A box of lines that grows at its end. Its children are texts, shown one after the other (rules G1 and G2). */
export interface LogboxNode extends NodeBase {
  readonly type: 'logbox'
  readonly name: string
  /** A CSS length. Missing: the height of its lines. */
  readonly height?: string
  /** Whether it stays at its end when lines arrive, unless the person has scrolled up. */
  readonly keep_bottom?: boolean
  /** The number of last lines that are shown. */
  readonly max_lines: number
}

/** A place in a widget's HTML: the element whose `data-webio-slot` is `key` contains the child node `output`. */
export interface WidgetSlot {
  readonly key: string
  readonly output: NodeId
}

/** HTML from an author's template, with outputs in it. */
export interface WidgetNode extends NodeBase {
  readonly type: 'widget'
  readonly html: string
  readonly slots: readonly WidgetSlot[]
  /** `false`: unchanged, and scripts run if the page allows them. Default: sanitized. */
  readonly sanitize?: boolean
}

/** A progress bar; `value` from 0 to 1, shown as a percentage unless there is a `label`. */
export interface ProgressbarNode extends NodeBase {
  readonly type: 'progressbar'
  readonly name: string
  readonly value: number
  readonly label?: string
  /** The server removes it when the value reaches 1. */
  readonly auto_close?: boolean
}

/** A modal dialog around its children. It is in the list of popups. */
export interface PopupNode extends NodeBase {
  readonly type: 'popup'
  /** A text of the author, or a reference to a built-in text of the page. */
  readonly title: Message
  readonly size: 'small' | 'normal' | 'large'
  /** Whether a click outside or Escape closes it. */
  readonly implicit_close: boolean
  /** Whether there is a close button. */
  readonly closable: boolean
}

/** A short message on top of the page. It is in the list of toasts. */
export interface ToastNode extends NodeBase {
  readonly type: 'toast'
  readonly content: Message
  /** Seconds; with 0 it stays until it is closed. */
  readonly duration: number
  readonly position: 'left' | 'center' | 'right'
  /** `info`, `error`, `warn`, `success`, or a CSS hex color. */
  readonly color: string
}

/** A field among the outputs that the task does not wait for (rules P1 to P5). */
export interface PinNode extends NodeBase {
  readonly type: 'pin'
  /** Its `name` is the name of the pin. Its own value is the one that the author set last. */
  readonly field: FieldSpec
  /** The current raw value; absent for null. */
  readonly value?: RawValue
  /** Number of the last event with which a person changed the value. */
  readonly settled?: number
  /** Marks the value as valid or invalid; absent if it is not marked. */
  readonly valid_status?: boolean
  /** Shown while `valid_status` is false. */
  readonly invalid_feedback?: Message
  /** Shown while `valid_status` is true. */
  readonly valid_feedback?: Message
  /** Whether a newer pin has taken the name. */
  readonly expired?: boolean
}

/** A text as a QR code. */
export interface QrcodeNode extends NodeBase {
  readonly type: 'qrcode'
  readonly text: string
  /** Width and height in pixels, including the light border. */
  readonly size: number
  /** How much of the code may be unreadable. Default: `medium`. */
  readonly error_correction?: 'low' | 'medium' | 'quartile' | 'high'
  /** The text for people who cannot see the code. Default: `text`. */
  readonly alt?: string
}

/** One output. */
export type NodeSpec =
  | ScopeNode
  | TextNode
  | MarkdownNode
  | HtmlNode
  | CodeNode
  | LinkNode
  | ImageNode
  | VideoNode
  | AudioNode
  | TableNode
  | DatatableNode
  | ChartNode
  | ButtonNode
  | ButtonsNode
  | FileNode
  | RowNode
  | ColumnNode
  | GridNode
  | GapNode
  | TabsNode
  | CollapseNode
  | ScrollableNode
  | LogboxNode
  | WidgetNode
  | MessageNode
  | LoadingNode
  | JsonNode
  | ComponentNode
  | ProgressbarNode
  | PinNode
  | QrcodeNode
  | PopupNode
  | ToastNode

/**
 * The type names of nodes.
 * @example const isTable = (type: NodeType) => type === 'table' || type === 'datatable'
 */
export type NodeType = NodeSpec['type']
