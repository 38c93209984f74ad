import { toHtml } from 'hast-util-to-html'
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import type { SpecOf } from '../../components'
import { exceedsBounds } from './markdown-bounds'
import { idPrefixOf, remarkPlugins } from './markdown-plugins'
import { MarkdownSource } from './markdown-source'
import { RawHtml } from './raw-html'

/** Markdown with the HTML in it unchanged: for text that the author does not want sanitized, on pages that allow that. */
export function RawMarkdown({ spec }: { readonly spec: SpecOf<'markdown'> }): ReactNode {
  const html = useMemo(() => (exceedsBounds(spec.markdown) ? null : htmlOf(spec)), [spec])
  return html === null ? <MarkdownSource spec={spec} /> : <RawHtml html={html} />
}

function htmlOf({ id, markdown, options }: SpecOf<'markdown'>): string {
  const processor = unified()
    .use(remarkParse)
    .use(remarkPlugins(options))
    .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: idPrefixOf(id) })
  return toHtml(processor.runSync(processor.parse(markdown)), { allowDangerousHtml: true })
}
