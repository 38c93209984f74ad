import { languageOf } from './languages'
import { parseMarkdown, sectionsOf } from './markdown'
import { docsUrl } from './outline'
import { docsPages, referencePages } from './pages'
import type { SearchEntry } from './search'

const EXCERPT_LENGTH = 140

/** What the search finds: every section of every document, and every page of the reference. */
export async function searchEntries(): Promise<SearchEntry[]> {
  const documents = (await docsPages()).flatMap(({ slug, source, title, markdown }) =>
    sectionsOf(parseMarkdown(markdown)).map(({ id, heading, text }) => ({
      url: docsUrl(slug) + (id === '' ? '' : `#${id}`),
      heading,
      language: languageOf(source),
      title,
      text,
      excerpt: excerptOf(text),
    })),
  )
  const reference = (await referencePages()).map(
    ({ slug, source, title, markdown }) => {
      const text = plainText(markdown)
      return {
        url: docsUrl(slug),
        heading: title,
        language: 'en' as const,
        title: packageOf(source),
        text,
        excerpt: excerptOf(firstParagraphOf(markdown)),
      }
    },
  )
  return [...documents, ...reference]
}

/** The words of a page that TypeDoc has made. To parse its tables would take as long as all the rest of the index. */
const plainText = (markdown: string): string =>
  markdown
    .replace(/<[^>\n]*>|\]\([^)\n]*\)|[\\`*#|[\]]|-{3,}/g, ' ')
    .replace(/\s+/g, ' ')

/** The first paragraph after the signature. */
const firstParagraphOf = (markdown: string): string =>
  plainText(
    markdown
      .replace(/^```[\s\S]*?^```$/gm, '')
      .split('\n\n')
      .find((block) => /^[A-Z`]/.test(block)) ?? '',
  )

/** The entry point that a page of the reference belongs to: '@webio/core/server'. */
const packageOf = (source: string): string =>
  /@webio\/[\w/-]+?(?=\/(functions|interfaces|type-aliases|classes|variables|index\.md))/.exec(
    source,
  )?.[0] ?? 'Reference'

function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= EXCERPT_LENGTH ? line : `${line.slice(0, EXCERPT_LENGTH)}…`
}
