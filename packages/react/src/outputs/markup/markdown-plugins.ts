import type { NodeId } from '@webio/core/protocol'
import remarkBreaks from 'remark-breaks'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkGfm from 'remark-gfm'
import type { PluggableList } from 'unified'
import type { SpecOf } from '../../components'

/** A single tilde indicates a range (`10~20`), and strikes nothing out. */
const GFM: PluggableList[number] = [remarkGfm, { singleTilde: false }]

/** The plugins that read GitHub's Markdown, as the options require. */
export function remarkPlugins(options: SpecOf<'markdown'>['options'] = {}): PluggableList {
  return [
    ...(options.gfm === false ? [] : [GFM]),
    // Handles emphasis next to Chinese, Japanese and Korean punctuation as authors mean it.
    remarkCjkFriendly,
    ...(options.breaks === false ? [] : [remarkBreaks]),
  ]
}

/** The prefix of ids in an output: footnotes of several outputs on one page must not share their anchors. */
export const idPrefixOf = (id: NodeId): string => `webio-${id}-`
