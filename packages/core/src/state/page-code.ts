import type { NodeSpec } from '../protocol/output-spec'
import type { ServerMessage } from '../protocol/wire-messages'
import type { ViewTree } from './view-tree'

/** A part of a page's code that only some sessions need. */
export type PageCode =
  'outputs' | 'fields' | 'markdown' | 'markdownHtml' | 'html' | 'json' | 'tabs' | 'datatable'

/**
 * Types of outputs whose code is part of every page.
 * @example const first: AtOnceType = 'text'
 */
export type AtOnceType = 'scope' | 'text'

const AT_ONCE: { readonly [Type in AtOnceType]: true } & { readonly [type: string]: true | undefined } = {
  scope: true,
  text: true,
}

/** Of a large view, this number of outputs is looked at. */
const MAX_NODES = 500

/**
 * Whether a text in Markdown may contain HTML. Reading it finds out whether it does.
 * @example mayHoldHtml('a <b>bold</b> word') // true
 */
export function mayHoldHtml(markdown: string): boolean {
  return /<[a-z!/]/i.test(markdown)
}

/**
 * The parts of a page's code that the commands of a message need, so that what they show appears complete, instead of moving the outputs below it
 * later.
 * @example pageCodeFor({ type: 'handled', n: 1 }).size // 0
 */
export function pageCodeFor(message: ServerMessage): ReadonlySet<PageCode> {
  const found = new Set<PageCode>()
  for (const command of message.type === 'batch' ? message.commands : []) {
    if (command.type === 'form-open') found.add('fields')
    if (command.type !== 'output-insert') continue
    for (const output of command.outputs) if (typeof output !== 'number') addCodeOf(output, found)
  }
  return found
}

/** The parts of a page's code that a view needs. */
export function pageCodeOf({ forms, nodes }: ViewTree): ReadonlySet<PageCode> {
  const found = new Set<PageCode>(forms.size > 0 ? ['fields'] : [])
  let left = MAX_NODES
  for (const { spec } of nodes.values()) {
    if (left-- === 0) break
    addOwnCodeOf(spec, found)
  }
  return found
}

function addCodeOf(output: NodeSpec, found: Set<PageCode>): void {
  addOwnCodeOf(output, found)
  for (const child of output.children ?? []) if (typeof child !== 'number') addCodeOf(child, found)
}

function addOwnCodeOf(spec: NodeSpec, found: Set<PageCode>): void {
  if (AT_ONCE[spec.type]) return
  found.add('outputs')
  if (spec.type === 'pin') found.add('fields')
  else if (spec.type === 'json' || spec.type === 'tabs') found.add(spec.type)
  else if (spec.type === 'datatable') {
    // With any other height, its box has its size at once.
    if (spec.height === undefined || spec.height === 'auto') found.add(spec.type)
  } else if (spec.type === 'html' || spec.type === 'widget') {
    if (spec.sanitize !== false) found.add('html')
  } else if (spec.type === 'markdown' && spec.sanitize !== false) {
    found.add('markdown')
    if (mayHoldHtml(spec.markdown)) found.add('markdownHtml')
  }
}
