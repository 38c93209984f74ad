import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Contents } from '../../../components/docs/contents'
import { Document } from '../../../components/docs/document'
import { FilesView } from '../../../components/docs/files-view'
import { ReferenceUses } from '../../../components/docs/reference-uses'
import { languageOf, TEXTS, translationOf } from '../../../lib/docs/languages'
import { parseMarkdown, sectionsOf, summaryOf } from '../../../lib/docs/markdown'
import { docsUrl } from '../../../lib/docs/outline'
import { docsPages, filesPages, referencePages } from '../../../lib/docs/pages'

interface Props {
  params: Promise<{ slug?: string[] }>
}

/** The pages that are made with the site. Those of the reference are many: each is made when it is asked for, and kept. */
export async function generateStaticParams() {
  const pages = [...(await docsPages()), ...(await filesPages())]
  return pages.map(({ slug }) => ({ slug: slug === '' ? [] : slug.split('/') }))
}

async function pageAt({ params }: Props) {
  const slug = ((await params).slug ?? []).map(decodeURIComponent).join('/')
  const isReference = slug.startsWith('reference')
  const pages = await (isReference ? referencePages() : docsPages())
  const document = pages.find((page) => page.slug === slug)
  if (document) return { document, isReference }
  const files = (await filesPages()).find((page) => page.slug === slug)
  return files ? { files } : notFound()
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { document, files } = await pageAt(props)
  if (files) return { title: `${files.path} · Docs` }
  return {
    title: `${document.title} · Docs`,
    description: summaryOf(parseMarkdown(document.markdown)),
  }
}

export default async function Page(props: Props) {
  const { document, isReference, files } = await pageAt(props)
  if (files) return <FilesView path={files.path} files={files.files} />
  const language = languageOf(document.source)
  return (
    <>
      <article className="docs-article" lang={language}>
        <OtherLanguage source={document.source} />
        <Document markdown={document.markdown} source={document.source} />
        {isReference && <ReferenceUses title={document.title} />}
      </article>
      <Contents
        sections={sectionsOf(parseMarkdown(document.markdown))}
        language={language}
      />
    </>
  )
}

/** Leads to the same document in the other language, if there is one. */
async function OtherLanguage({ source }: { source: string }) {
  const other = (await docsPages()).find(
    (page) => page.source === translationOf(source),
  )
  if (!other) return null
  const language = languageOf(other.source)
  return (
    <p className="docs-language">
      <Link
        href={docsUrl(other.slug)}
        hrefLang={language}
        lang={language}
        prefetch={false}
      >
        {TEXTS[language].language}
      </Link>
    </p>
  )
}
