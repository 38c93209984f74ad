import { isSafeImageUrl, isSafeUrl } from '@webio/core/protocol'
import type { Element } from 'hast'
import type { ComponentPropsWithoutRef, ReactNode } from 'react'
import { useEffect, useMemo } from 'react'
import type { Options } from 'react-markdown'
import Markdown from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import type { SpecOf } from '../../components'
import { useLiveStyle } from '../../hooks/use-is-hydrating'
import { CodeBox } from '../code/code-box'
import { useShownSession } from '../../context/shown-session-context'
import { labelTaskItems } from './label-task-items'
import { exceedsBounds } from './markdown-bounds'
import { MarkdownSource } from './markdown-source'
import { idPrefixOf, remarkPlugins } from './markdown-plugins'
import { sanitizeSchema } from './markdown-schema'
import { Removals } from './markdown-removals'
import { dropForeignBoxes } from './drop-foreign-boxes'
import { listOf } from './list-of-names'

type Plugins = NonNullable<Options['rehypePlugins']>

interface MarkdownBodyProps {
  readonly spec: SpecOf<'markdown'>
  /** The plugin that parses HTML. Missing if the text contains none. */
  readonly parseHtml?: Plugins[number] | undefined
}

/** Markdown as elements, without anything that runs. */
export function MarkdownBody({ spec, parseHtml }: MarkdownBodyProps): ReactNode {
  const isTooMuch = useMemo(() => exceedsBounds(spec.markdown), [spec.markdown])
  return isTooMuch ? <MarkdownSource spec={spec} /> : <MarkdownElements spec={spec} parseHtml={parseHtml} />
}

function MarkdownElements({ spec, parseHtml }: MarkdownBodyProps): ReactNode {
  const { markdown, options } = spec
  const idPrefix = idPrefixOf(spec.id)
  const { session } = useShownSession()
  // A new text is sanitized again.
  const removals = useMemo(() => new Removals(markdown), [markdown])
  useEffect(() => {
    const names = removals.take()
    if (names.length > 0 && session.tree.env.debug)
      session.send({ type: 'output-report', output: spec.id, problem: 'cleaned', message: listOf(names) })
  }, [removals, session, spec.id])
  return (
    <Markdown
      remarkPlugins={remarkPlugins(options)}
      remarkRehypeOptions={{ clobberPrefix: idPrefix }}
      rehypePlugins={[
        ...(parseHtml ? [parseHtml, removals.before, dropForeignBoxes] : []),
        [rehypeSanitize, sanitizeSchema(idPrefix)],
        ...(parseHtml ? [removals.after] : []),
        labelTaskItems,
      ]}
      urlTransform={(url, attribute) =>
        (attribute === 'src' ? isSafeImageUrl(url) : isSafeUrl(url)) ? url : undefined
      }
      components={COMPONENTS}
    >
      {markdown}
    </Markdown>
  )
}

const COMPONENTS: NonNullable<Options['components']> = {
  // As in put_html, a window that the link opens must not be able to access this page.
  a: ({ node: _, ...props }) => <a {...props} rel={props.target ? 'noopener' : undefined} />,
  pre: ({ node, children }) => {
    const code = node?.children[0]
    if (code?.type !== 'element' || code.tagName !== 'code') return <pre>{children}</pre>
    return (
      <div className="webio-code">
        <CodeBox code={textOf(code).replace(/\n$/, '')} language={languageOf(code)} />
      </div>
    )
  },
  th: ({ node: _, ...props }) => <Cell as="th" {...props} />,
  td: ({ node: _, ...props }) => <Cell as="td" {...props} />,
  table: ({ children }) => (
    <div className="webio-table-box">
      <table className="webio-table">{children}</table>
    </div>
  ),
}

interface CellProps extends ComponentPropsWithoutRef<'td'> {
  readonly as: 'td' | 'th'
}

/** A cell of a table, aligned once the page is live. */
function Cell({ as: Tag, style, ...props }: CellProps): ReactNode {
  return <Tag {...props} style={useLiveStyle(style)} />
}

function textOf({ children }: Element): string {
  return children
    .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? textOf(child) : ''))
    .join('')
}

function languageOf({ properties }: Element): string | undefined {
  const names = properties['className']
  const name = Array.isArray(names)
    ? names.find((candidate) => String(candidate).startsWith('language-'))
    : undefined
  return name === undefined ? undefined : String(name).slice('language-'.length)
}
