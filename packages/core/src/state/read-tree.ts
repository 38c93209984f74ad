import type { Json } from '../protocol/json'
import { plainAnsi } from '../protocol/ansi'
import { messageText } from '../protocol/messages'
import type {
  LogboxNode,
  NodeId,
  NodeSpec,
  NodeType,
  PinNode,
  TableCell,
  WidgetNode,
} from '../protocol/output-spec'
import { POPUPS_ID, ROOT_ID, TOASTS_ID } from '../protocol/output-spec'
import type { ViewTree } from './view-tree'

/** An output, as a test sees it: its spec on the wire, its scope and, for a data table, the values of its rows. */
export type ShownOutput = NodeSpec & {
  readonly scope: string
  readonly records?: readonly (readonly Json[])[]
}

/** All outputs in the order of the page, including nested ones, without scopes and gaps. */
export function shownOutputs(tree: ViewTree): ShownOutput[] {
  const found: ShownOutput[] = []
  for (const root of [ROOT_ID, POPUPS_ID]) walk(tree, root, 'ROOT', found)
  return found
}

function walk(tree: ViewTree, id: NodeId, scope: string, found: ShownOutput[]): void {
  const node = tree.nodes.get(id)
  if (!node) return
  const { spec } = node
  if (spec.type !== 'scope' && spec.type !== 'gap') found.push({ ...spec, scope, ...recordsIn(tree, spec) })
  const inner = spec.scope !== undefined && !spec.duplicate ? spec.scope : scope
  for (const child of node.children) walk(tree, child, inner, found)
}

function recordsIn(tree: ViewTree, { id, type }: NodeSpec): Pick<ShownOutput, 'records'> {
  return type === 'datatable' ? { records: rowsOf(tree, id) } : {}
}

/** The values of all rows of a data table. */
function rowsOf(tree: ViewTree, id: NodeId): Json[][] {
  const spec = tree.nodes.get(id)?.spec
  const rows = tree.rows.get(id)
  if (!rows || spec?.type !== 'datatable') return []
  return rows.order.map((slot) => spec.columns.map((_, column) => rows.column(column)[slot] ?? null))
}

/** The text of a node as a person would read it, with one line for each block. */
export function textOf(tree: ViewTree, id: NodeId): string {
  const node = tree.nodes.get(id)
  if (!node) return ''
  const { spec, children } = node
  const own = ownText(tree, spec)
  const inner = HOLDS_ITS_CHILDREN.has(spec.type) ? [] : children.map((child) => textOf(tree, child))
  return [own, ...inner].filter((text) => text !== '').join('\n')
}

/** Types whose own text includes the text of their children. */
const HOLDS_ITS_CHILDREN: ReadonlySet<NodeType> = new Set(['table', 'tabs', 'widget', 'logbox'])

function ownText(tree: ViewTree, spec: NodeSpec): string {
  switch (spec.type) {
    case 'text':
      return spec.text
    case 'qrcode':
      return spec.text
    case 'markdown':
      return spec.markdown
    case 'html':
      return spec.html.replace(/<[^<>]*>/g, '')
    case 'code':
      return spec.code
    case 'link':
    case 'file':
    case 'button':
      return spec.label
    case 'buttons':
      return spec.buttons.map((button) => button.label).join(' ')
    case 'image':
    case 'video':
    case 'audio':
      return spec.title ?? ''
    case 'collapse':
      return spec.title
    case 'popup':
      return messageText(spec.title)
    case 'toast':
      return messageText(spec.content)
    case 'progressbar':
      return spec.label ?? `${(spec.value * 100).toFixed(1)}%`
    case 'tabs':
      return spec.tabs.map(({ title, panel }) => `${title}\n${textOf(tree, panel)}`.trim()).join('\n')
    case 'widget':
      return widgetText(tree, spec)
    case 'pin':
      return spec.expired ? messageText({ id: 'duplicated_pin_name' }) : pinText(spec)
    case 'table':
      return [spec.header, ...spec.rows]
        .map((row) => row.map((cell) => cellText(tree, cell)).join('\t'))
        .join('\n')
    case 'chart':
      return spec.label ?? ''
    case 'datatable':
      return [spec.columns.map(({ header }) => header), ...rowsOf(tree, spec.id)]
        .map((row) => row.map(plainText).join('\t'))
        .join('\n')
    case 'json':
      return JSON.stringify(spec.value, null, 2)
    case 'info':
    case 'success':
    case 'warning':
    case 'error':
    case 'loading':
    case 'component':
    case 'scope':
    case 'row':
    case 'column':
    case 'grid':
    case 'gap':
    case 'scrollable':
      return ''
    case 'logbox':
      return logText(tree, spec)
    default:
      spec satisfies never
      return ''
  }
}

function logText(tree: ViewTree, { id, max_lines }: LogboxNode): string {
  const texts = (tree.nodes.get(id)?.children ?? []).map((child) => textOf(tree, child))
  const lines = plainAnsi(texts.join('')).replace(/\n$/, '').split('\n')
  return lines.slice(-max_lines).join('\n')
}

function widgetText(tree: ViewTree, { html, slots }: WidgetNode): string {
  const outputs = new Map(slots.map(({ key, output }) => [key, output]))
  return html
    .replace(/<span data-webio-slot="(\w+)"><\/span>/g, (_, key: string) => {
      const output = outputs.get(key)
      return output === undefined ? '' : textOf(tree, output)
    })
    .replace(/<[^<>]*>/g, '')
}

function pinText({ field, valid_status, invalid_feedback, valid_feedback }: PinNode): string {
  const feedback = valid_status === false ? invalid_feedback : valid_status ? valid_feedback : undefined
  return [field.label, feedback && messageText(feedback), field.help_text].filter(Boolean).join('\n')
}

function plainText(value: Json): string {
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function cellText(tree: ViewTree, cell: TableCell): string {
  if (typeof cell === 'string') return cell
  return cell.output === undefined ? (cell.text ?? '') : textOf(tree, cell.output)
}

/** The visible toasts. */
export function shownToasts(tree: ViewTree): { readonly content: string; readonly color: string }[] {
  return childSpecs(tree, TOASTS_ID).flatMap((spec) =>
    spec.type === 'toast' ? [{ content: messageText(spec.content), color: spec.color }] : [],
  )
}

/** The top popup, or null. */
export function shownPopup(tree: ViewTree): { readonly title: string; readonly text: string } | null {
  const spec = childSpecs(tree, POPUPS_ID).at(-1)
  if (spec?.type !== 'popup') return null
  const inner = tree.nodes.get(spec.id)?.children ?? []
  return { title: messageText(spec.title), text: inner.map((id) => textOf(tree, id)).join('\n') }
}

function childSpecs(tree: ViewTree, id: NodeId): NodeSpec[] {
  return (tree.nodes.get(id)?.children ?? []).flatMap((child) => tree.nodes.get(child)?.spec ?? [])
}
