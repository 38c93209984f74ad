import type { NodeId } from '@webio/core/protocol'
import remarkBreaks from 'remark-breaks'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkGfm from 'remark-gfm'
import type { PluggableList } from 'unified'
import type { SpecOf } from '../../components'

/** A single tilde is one of a range (`10~20`), and strikes nothing out. */
const GFM: PluggableList[number] = [remarkGfm, { singleTilde: false }]

/** What reads GitHub's Markdown, as far as the options want it. */
export function remarkPlugins(options: SpecOf<'markdown'>['options'] = {}): PluggableList {
  return [
    ...(options.gfm === false ? [] : [GFM]),
    // Emphasis next to Chinese, Japanese and Korean punctuation, as authors mean it.
    remarkCjkFriendly,
    ...(options.breaks === false ? [] : [remarkBreaks]),
  ]
}

/** What the ids in an output begin with: footnotes of several outputs on one page must not share their anchors. */
export const idPrefixOf = (id: NodeId): string => `webio-${id}-`
