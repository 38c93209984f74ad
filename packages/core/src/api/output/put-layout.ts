import type { OptionRules } from '../arguments'
import { checkArgument, checkName } from '../arguments'
import { contentList } from './children'
import { makeOutput } from './make-output'
import type { Output, OutputOptions } from './output'
import { OUTPUT_OPTION_RULES } from './output'
import type { ChildCollector, OutputKind } from './output-kind'

/** What a container shows: an output, anything else as a text, or an array of both. */
export type Content = unknown

export interface TrackOptions extends OutputOptions {
  /** A CSS track list, such as `'1fr 10px 2fr'`. @default `1fr` for each item, `10px` for each gap */
  size?: string
}

const TRACK_RULES = { ...OUTPUT_OPTION_RULES, size: 'string' } as const satisfies OptionRules

interface TrackParams {
  readonly content?: Content
  readonly size?: string
}

function trackKind(name: 'put_row' | 'put_column', type: 'row' | 'column'): OutputKind<TrackParams> {
  return {
    name,
    parameters: { content: 'any' },
    options: TRACK_RULES,
    container: true,
    build(id, { content, size }, children) {
      const items = contentList(content)
      items.forEach((item, index) => {
        if (isGap(item)) children.addSpec((gap) => ({ id: gap, type: 'gap' }))
        else children.add(item, `content[${index}]`)
      })
      // An empty one that is filled later has no tracks of its own: the browser lays its items out.
      const tracks = size ?? items.map((item) => (isGap(item) ? '10px' : '1fr')).join(' ')
      return { id, type, ...(tracks !== '' && { size: tracks }) }
    },
  }
}

function isGap(item: unknown): boolean {
  return item === null || item === undefined
}

const ROW = trackKind('put_row', 'row')
const COLUMN = trackKind('put_column', 'column')

/**
 * Shows its content side by side.
 * @param content outputs, texts, and null for a gap
 * @example put_row([put_text('left'), null, put_text('right')], { size: '1fr 10px 2fr' })
 */
export function put_row(content?: Content, options?: TrackOptions): Output {
  return makeOutput(ROW, { content }, options)
}

/**
 * Shows its content one below the other.
 * @param content outputs, texts, and null for a gap
 */
export function put_column(content?: Content, options?: TrackOptions): Output {
  return makeOutput(COLUMN, { content }, options)
}

export interface CollapseOptions extends OutputOptions {
  /** Whether the content shows at first. @default false */
  open?: boolean
}

const COLLAPSE_RULES = { ...OUTPUT_OPTION_RULES, open: 'boolean' } as const satisfies OptionRules

const COLLAPSE: OutputKind<{ readonly title: string; readonly content?: Content; readonly open?: boolean }> =
  {
    name: 'put_collapse',
    parameters: { title: 'string', content: 'any' },
    options: COLLAPSE_RULES,
    container: true,
    build(id, { title, content, open }, children) {
      checkArgument('put_collapse', 'title', title, 'string')
      addAll(children, content)
      return { id, type: 'collapse', title, ...(open && { open }) }
    },
  }

/** Shows a box that a click on its title opens and closes. */
export function put_collapse(title: string, content?: Content, options?: CollapseOptions): Output {
  return makeOutput(COLLAPSE, { title, content }, options)
}

export interface PutScopeOptions extends OutputOptions {
  /** What is in it at first. */
  content?: Content
}

const PUT_SCOPE_RULES = { ...OUTPUT_OPTION_RULES, content: 'any' } as const satisfies OptionRules

const SCOPE: OutputKind<{ readonly name: string; readonly content?: Content }> = {
  name: 'put_scope',
  parameters: { name: 'string' },
  options: PUT_SCOPE_RULES,
  fixed: ['name'],
  container: true,
  build(id, { name, content }, children) {
    checkName('put_scope', 'name', name)
    addAll(children, content)
    return { id, type: 'scope', scope: name }
  },
}

/**
 * Shows a scope: a named place, to be filled by `use_scope(name)` or `{ scope: name }`. Can stand in any container.
 * @param name letters, digits, - and _; unique on the page
 * @throws RangeError for a name with other characters
 */
export function put_scope(name: string, options?: PutScopeOptions): Output {
  return makeOutput(SCOPE, { name }, options)
}

/**
 * Puts all contents inside, in order; null shows nothing.
 * @param argument the parameter that they were given for, for messages
 */
export function addAll(children: ChildCollector, content: Content, argument = 'content'): void {
  contentList(content).forEach((item, index) => {
    if (item !== null && item !== undefined) children.add(item, `${argument}[${index}]`)
  })
}
