import type { PlacedType } from '../components'
import type { CodePart } from '../session/later-code'
import { lazyDatatableBody } from './datatable/lazy-datatable-body'
import { lazyJsonTree } from './json/lazy-json-tree'
import { lazyCleaner } from './markup/lazy-cleaner'
import { lazyMarkdown, lazyMarkdownHtml } from './markup/lazy-markdown'
import { lazyTabsBody } from './tabs/lazy-tabs-body'

/** Code that only sessions with outputs of some types need. */
interface SeparateCode extends CodePart {
  readonly types: readonly PlacedType[]
}

/** The separate code of outputs that would otherwise appear in a simpler form first. */
export const SEPARATE_CODE: readonly SeparateCode[] = [
  { types: ['markdown'], code: lazyMarkdown, of: ['markdown'], isRare: true },
  { types: ['markdown'], code: lazyMarkdownHtml, of: ['markdownHtml'], isRare: true },
  { types: ['html', 'widget'], code: lazyCleaner, of: ['html'], isRare: true },
  { types: ['json'], code: lazyJsonTree, of: ['json'], isRare: true },
  { types: ['tabs'], code: lazyTabsBody, of: ['tabs'], isRare: true },
  { types: ['datatable'], code: lazyDatatableBody, of: ['datatable'], isRare: true },
]
