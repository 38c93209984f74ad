import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { resolveLink } from '../lib/docs/links'
import { docsUrl } from '../lib/docs/outline'
import type { DocsPage } from '../lib/docs/pages'
import { docsPages, referencePages } from '../lib/docs/pages'
import { usesOf } from '../lib/docs/uses'

/** The reference has a page for every exported name, and every name has an example. */

const SNAPSHOT = join(
  __dirname,
  '../../scripts/test/__snapshots__/entrypoints.test.ts.snap',
)

/** '@webio/core/put_text', for every name that scripts/test/entrypoints.test.ts knows. */
function exportedNames(): string[] {
  const entries = readFileSync(SNAPSHOT, 'utf8').matchAll(
    /^exports\[`public names (?<entry>\S+) 1`\] = `\n\[\n(?<names>[\s\S]*?)\]/gm,
  )
  return [...entries].flatMap(({ groups = {} }) =>
    [...(groups['names'] ?? '').matchAll(/"(?:type )?(?<name>[^"]+)"/g)].map(
      (match) => `${groups['entry']}/${match.groups?.['name']}`,
    ),
  )
}

/** 'reference/@webio/core/functions/put_text.md' → '@webio/core/put_text' */
const nameOf = (source: string): string =>
  source
    .replace(/^reference\//, '')
    .replace(/\/(functions|interfaces|type-aliases|classes|variables)\//, '/')
    .replace(/\.md$/, '')

/** The links in Markdown from TypeDoc. Parsing all its tables would take far longer. */
const linksIn = (markdown: string): string[] =>
  [
    ...markdown.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\((?<link>[^)\s]+)\)/g),
  ].map(({ groups }) => groups?.['link'] ?? '')

jest.setTimeout(60_000)

let pages: readonly DocsPage[]
let indexes: readonly DocsPage[]
beforeAll(async () => {
  const all = await referencePages()
  indexes = all.filter(({ source }) => source.endsWith('/index.md'))
  pages = all.filter(({ source }) =>
    /\/(functions|interfaces|type-aliases|classes|variables)\//.test(source),
  )
})

it('has a page for every exported name', () => {
  // For a name that another entry point also has, an index says “Re-exports”.
  const elsewhere = indexes.flatMap(({ title, markdown }) =>
    [...markdown.matchAll(/^Re-exports \[(\w+)\]/gm)].map(
      ([, name]) => `${title}/${name}`,
    ),
  )
  const described = new Set([
    ...pages.map(({ source }) => nameOf(source)),
    ...elsewhere,
  ])
  const names = exportedNames()
  expect(names.length).toBeGreaterThan(500)
  expect(names.filter((name) => !described.has(name))).toEqual([])
})

it('every link of the reference leads to a page', async () => {
  const known = new Set(
    [...(await docsPages()), ...(await referencePages())].map(({ slug }) =>
      docsUrl(slug),
    ),
  )
  const broken = (await referencePages()).flatMap(({ source, markdown }) =>
    linksIn(markdown)
      .map((link) => resolveLink(link, source))
      .filter(({ kind }) => kind !== 'outside')
      .map((target) =>
        'url' in target ? (target.url.split('#')[0] ?? '') : target.name,
      )
      .filter((path) => path !== '' && !known.has(path))
      .map((path) => `${source} → ${path}`),
  )
  expect(broken).toEqual([])
})

it('every exported name has an example', async () => {
  const bySource = new Map(pages.map((page) => [page.source, page]))
  const shown = new Set<DocsPage>()
  for (const page of pages) if (await hasExample(page)) shown.add(page)
  // The example of a function also counts for the types that its page names.
  for (const page of shown)
    for (const link of linksIn(page.markdown)) {
      const path = posix.join(posix.dirname(page.source), link.split('#')[0] ?? '')
      const named = bySource.get(path)
      if (named) shown.add(named)
    }
  const lacking = pages.filter((page) => !shown.has(page))
  expect(lacking.map(({ source }) => nameOf(source))).toEqual([])
})

async function hasExample({ title, markdown }: DocsPage): Promise<boolean> {
  if (/^#+ Examples?$/m.test(markdown)) return true
  const { running, sections } = await usesOf(/^[\w$]+/.exec(title)?.[0] ?? title)
  return running.length + sections.length > 0
}
