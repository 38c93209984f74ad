import type { PlacedType } from '../components'
import type { CodePart } from '../session/later-code'
import { lazyDatatableBody } from './datatable/lazy-datatable-body'
import { lazyJsonTree } from './json/lazy-json-tree'
import { lazyCleaner } from './markup/lazy-cleaner'
import { lazyMarkdown, lazyMarkdownHtml } from './markup/lazy-markdown'
import { lazyTabsBody } from './tabs/lazy-tabs-body'

/** Code that only sessions with outputs of one type need. */
interface SeparateCode extends CodePart {
  readonly type: PlacedType
}

/** The separate code of outputs that would otherwise appear in a simpler form first. */
export const SEPARATE_CODE: readonly SeparateCode[] = [
  { type: 'markdown', code: lazyMarkdown, of: ['markdown'], isRare: true },
  { type: 'markdown', code: lazyMarkdownHtml, of: ['markdownHtml'], isRare: true },
  { type: 'html', code: lazyCleaner, of: ['html'], isRare: true },
  { type: 'json', code: lazyJsonTree, of: ['json'], isRare: true },
  { type: 'tabs', code: lazyTabsBody, of: ['tabs'], isRare: true },
  { type: 'datatable', code: lazyDatatableBody, of: ['datatable'], isRare: true },
]
