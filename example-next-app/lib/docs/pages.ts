import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import type { Target } from './links'
import { resolveLink } from './links'
import { linksOf, parseMarkdown, titleOf } from './markdown'
import { OTHER_SOURCES, slugOf } from './outline'
import { inRepository } from './repository'

/** A page of the documentation that shows a document. */
export interface DocsPage {
  /** Its path below `/docs/`; '' for the first page. */
  readonly slug: string
  /** The document's path in the repository. */
  readonly source: string
  readonly title: string
  readonly markdown: string
}

/** A page that shows files of the repository to which a document links. */
export interface FilesPage {
  readonly slug: string
  /** The path of the file, or of the folder. */
  readonly path: string
  readonly files: readonly string[]
}

/** Reads something once for all pages of a build. In development each page reads it again, and shows what was edited. */
export function oncePerBuild<T>(read: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => (process.env.NODE_ENV === 'development' ? read() : (result ??= read()))
}

/** All documents of the repository that are pages. */
export const docsPages = oncePerBuild(async (): Promise<readonly DocsPage[]> => {
  const inDocs = await filesIn('docs')
  const sources = [...OTHER_SOURCES, ...inDocs.filter((file) => file.endsWith('.md'))]
  const pages = await Promise.all(
    sources.map(async (source) =>
      existsSync(inRepository(source))
        ? readPage(source, inRepository(source))
        : undefined,
    ),
  )
  return pages.filter((page) => page !== undefined)
})

/** Where `npm run reference` writes its pages. */
const REFERENCE = 'example-next-app/.reference'

/** The pages of the reference: one for each name that a package exports. */
export const referencePages = oncePerBuild(async (): Promise<readonly DocsPage[]> => {
  if (!existsSync(inRepository(REFERENCE)))
    throw new Error('The reference has not been made: run `npm run reference`.')
  const files = await filesIn(REFERENCE)
  return Promise.all(
    files.map((file) =>
      readPage(file.replace(REFERENCE, 'reference'), inRepository(file)),
    ),
  )
})

async function readPage(source: string, file: string): Promise<DocsPage> {
  const slug = slugOf(source)
  const markdown = await readFile(file, 'utf8')
  const title = titleOf(markdown)
  if (slug === undefined || title === undefined)
    throw new Error(`${source} has no address, or no title: a line with “# …”.`)
  return { slug, source, title, markdown }
}

/** The targets of all links in the documents. */
const targets = async (): Promise<Target[]> =>
  (await docsPages()).flatMap(({ markdown, source }) =>
    linksOf(parseMarkdown(markdown)).map((link) => resolveLink(link, source)),
  )

/** The pages of the files to which documents link. */
export const filesPages = oncePerBuild(async (): Promise<readonly FilesPage[]> => {
  const paths = (await targets())
    .filter((target) => target.kind === 'file')
    .map(({ path }) => path)
  return Promise.all(
    [...new Set(paths)].map(async (path) => ({
      slug: `files/${path}`,
      path,
      files: await filesIn(path),
    })),
  )
})

async function filesIn(path: string): Promise<string[]> {
  if ((await stat(inRepository(path))).isFile()) return [path]
  const names = await readdir(inRepository(path), { recursive: true })
  const files = names.map((name) => `${path}/${name.replaceAll('\\', '/')}`).sort()
  const kinds = await Promise.all(files.map((file) => stat(inRepository(file))))
  return files.filter((_, index) => kinds[index]?.isFile())
}

/** The images of documents, by their names. */
export const docsImages = oncePerBuild(
  async (): Promise<ReadonlyMap<string, string>> => {
    return new Map(
      (await targets())
        .filter((target) => target.kind === 'image')
        .map(({ url, path }) => [url.replace('/docs/images/', ''), path]),
    )
  },
)
