import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { isValidElement } from 'react'
import Markdown from 'react-markdown'
import rehypeRaw from 'rehype-raw'
import rehypeSlug from 'rehype-slug'
import remarkGfm from 'remark-gfm'
import type { DocsLanguage } from '../../lib/docs/languages'
import { languageOf, TEXTS } from '../../lib/docs/languages'
import type { Target } from '../../lib/docs/links'
import { resolveLink } from '../../lib/docs/links'
import { Source } from '../source'
import { Example } from './example'

interface DocumentProps {
  markdown: string
  /** The document's path in the repository, from which its links start. */
  source: string
  /** Where a link leads. @default as on GitHub */
  resolve?: (link: string, source: string) => Target
}

/** A document of the repository as a page: links lead to pages, and links to examples become examples. */
export function Document({ markdown, source, resolve = resolveLink }: DocumentProps) {
  const language = languageOf(source)
  const target = (url: string | undefined) => resolve(url ?? '', source)

  const components: ComponentProps<typeof Markdown>['components'] = {
    a: ({ href, children, id }) => (
      <DocsLink target={target(href)} id={id}>
        {children}
      </DocsLink>
    ),
    img: ({ src, alt }) => {
      const image = target(typeof src === 'string' ? src : undefined)
      // Its size is not known here; the style sheet keeps a place for it.
      return <img src={'url' in image ? image.url : ''} alt={alt} loading="lazy" />
    },
    p: ({ node, children }) => {
      const [only, ...others] = node?.children ?? []
      const link =
        only?.type === 'element' && only.tagName === 'a' && others.length === 0
          ? target(String(only.properties['href']))
          : undefined
      return link?.kind === 'example' ? (
        <Example name={link.name} language={language} />
      ) : (
        <p>{children}</p>
      )
    },
    pre: ({ children }) => <CodeBlock language={language}>{children}</CodeBlock>,
    table: ({ children }) => (
      <div
        className="docs-table"
        tabIndex={0}
        role="group"
        aria-label={TEXTS[language].table}
      >
        <table>{children}</table>
      </div>
    ),
  }

  return (
    <Markdown
      remarkPlugins={[remarkGfm]}
      rehypePlugins={[rehypeRaw, rehypeSlug]}
      components={components}
    >
      {markdown}
    </Markdown>
  )
}

interface DocsLinkProps {
  target: Target
  id: string | undefined
  children: ReactNode
}

function DocsLink({ target, id, children }: DocsLinkProps) {
  // TypeDoc marks places that others link to.
  if (id !== undefined) return <span id={id}>{children}</span>
  if (target.kind === 'example')
    throw new Error(
      `A link to an example must be a separate paragraph: docs/examples/${target.name}.ts`,
    )
  if (target.kind === 'outside') return <a href={target.url}>{children}</a>
  return (
    <Link href={target.url} prefetch={false}>
      {children}
    </Link>
  )
}

/** Languages that lib/highlight.ts colors. */
const COLORED = /^(ts|tsx|js|jsx|mjs|json)$/

interface CodeBlockProps {
  /** The language of the document. */
  language: DocsLanguage
  children?: ReactNode
}

function CodeBlock({ language: ofDocument, children }: CodeBlockProps) {
  if (!isValidElement<{ className?: string; children?: ReactNode }>(children))
    return <pre>{children}</pre>
  const { className = '', children: content } = children.props
  const language = className.replace('language-', '')
  const text = String(content)
  return (
    <Source
      name={language || 'text'}
      text={text}
      language={ofDocument}
      {...(!COLORED.test(language) && { isColored: false })}
    />
  )
}
