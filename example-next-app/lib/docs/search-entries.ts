import { parseMarkdown, sectionsOf, summaryOf } from './markdown'
import { docsUrl } from './outline'
import { docsPages, referencePages } from './pages'
import type { SearchEntry } from './search'

const EXCERPT_LENGTH = 140

/** What the search finds: every section of every document, and every page of the reference. */
export async function searchEntries(): Promise<SearchEntry[]> {
  const documents = (await docsPages()).flatMap(({ slug, title, markdown }) =>
    sectionsOf(parseMarkdown(markdown)).map(({ id, heading, text }) => ({
      url: docsUrl(slug) + (id === '' ? '' : `#${id}`),
      heading,
      title,
      text,
      excerpt: excerptOf(text),
    })),
  )
  const reference = (await referencePages()).map(
    ({ slug, source, title, markdown }) => {
      const tree = parseMarkdown(markdown)
      const all = sectionsOf(tree).map(({ heading, text }) => `${heading} ${text}`)
      return {
        url: docsUrl(slug),
        heading: title,
        title: packageOf(source),
        text: all.join(' '),
        excerpt: excerptOf(summaryOf(tree)),
      }
    },
  )
  return [...documents, ...reference]
}

/** The entry point that a page of the reference belongs to: '@webio/core/server'. */
const packageOf = (source: string): string =>
  /@webio\/[\w/-]+?(?=\/(functions|interfaces|type-aliases|classes|variables|index\.md))/.exec(
    source,
  )?.[0] ?? 'Reference'

function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= EXCERPT_LENGTH ? line : `${line.slice(0, EXCERPT_LENGTH)}…`
}
