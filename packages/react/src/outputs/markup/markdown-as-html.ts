import { toHtml } from 'hast-util-to-html'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import type { SpecOf } from '../../components'
import { idPrefixOf, remarkPlugins } from './markdown-plugins'

/** Converts Markdown to HTML, with the HTML in it unchanged: for text that the author does not want sanitized, on pages that allow that. */
export function markdownAsHtml({ id, markdown, options }: SpecOf<'markdown'>): string {
  const processor = unified()
    .use(remarkParse)
    .use(remarkPlugins(options))
    .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: idPrefixOf(id) })
  return toHtml(processor.runSync(processor.parse(markdown)), { allowDangerousHtml: true })
}
