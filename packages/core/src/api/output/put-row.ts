import type { OptionRules } from '../arguments'
import type { Content } from './handle/content'
import { contentList } from './handle/content'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'

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
    derived: ['size'],
    container: true,
    build(id, { content, size }, children) {
      const items = contentList(content)
      items.forEach((item, index) => {
        if (isGap(item)) children.addSpec((gap) => ({ id: gap, type: 'gap' }))
        else children.add(item, `content[${index}]`)
      })
      // An empty row that is filled later has no explicit tracks: the browser lays out its items.
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
 * Shows contents side by side.
 * @param content outputs, texts, and null for a gap
 * @example put_row([put_text('left'), null, put_text('right')], { size: '1fr 10px 2fr' })
 */
export function put_row(content?: Content, options?: TrackOptions): Output {
  return makeOutput(ROW, { content }, options)
}

/**
 * Shows contents one below the other.
 * @param content outputs, texts, and null for a gap
 */
export function put_column(content?: Content, options?: TrackOptions): Output {
  return makeOutput(COLUMN, { content }, options)
}
