import type { ReactNode } from 'react'
import { useEffect, useMemo } from 'react'
import { useShownSession } from '../context/shown-session-context'
import { useViewOptions } from '../context/view-options'
import { lazyModule, useLazyModule, useReadableModule } from '../lazy-module'
import { exceedsBounds } from './markup/markdown-bounds'
import { RawHtml } from './markup/raw-html'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

const renderer = lazyModule(() => import('./markup/markdown-body'))
const withHtml = lazyModule(() => import('./markup/markdown-html'))
const converter = lazyModule(() => import('./markup/markdown-as-html'))

/** What may be HTML: that the text is Markdown's own business is found out by the part that is loaded then. */
const MAY_HOLD_HTML = /<[a-z!/]/i

/**
 * Markdown: as its source until the renderer has been loaded. HTML in it is cleaned unless the author and the page want it as it is. What would take
 * the page too long is its source for good, and the server hears of it.
 */
export function MarkdownOutput({ spec }: RendererProps<'markdown'>): ReactNode {
  const isTooMuch = useMemo(() => exceedsBounds(spec.markdown), [spec.markdown])
  const { session } = useShownSession()
  useEffect(() => {
    if (isTooMuch)
      session.send({ type: 'output-report', output: spec.id, problem: 'failed', message: TOO_MUCH })
  }, [isTooMuch, session, spec.id])
  const root = useOutputRoot(spec)
  if (!isTooMuch) return <DrawnMarkdown spec={spec} root={root} />
  return (
    <div {...root} className="webio-markdown webio-block">
      <div className="webio-text">{spec.markdown}</div>
    </div>
  )
}

interface DrawnMarkdownProps extends Pick<RendererProps<'markdown'>, 'spec'> {
  /** The attributes of the output's element. */
  readonly root: ReturnType<typeof useOutputRoot>
}

const TOO_MUCH =
  'The Markdown is nested too deep, or has too many marks in a paragraph, so its source is shown.'

function DrawnMarkdown({ spec, root }: DrawnMarkdownProps): ReactNode {
  const { allowScripts } = useViewOptions()
  const holdsHtml = MAY_HOLD_HTML.test(spec.markdown)
  const content = useContent(spec, holdsHtml && spec.sanitize === false && allowScripts, holdsHtml)
  return (
    <div {...root} className="webio-markdown webio-block" aria-busy={!content}>
      {content ?? <div className="webio-text">{spec.markdown}</div>}
    </div>
  )
}

/** What is shown; null as long as what it takes has not been loaded. */
function useContent(
  spec: RendererProps<'markdown'>['spec'],
  asItIs: boolean,
  holdsHtml: boolean,
): ReactNode | null {
  const raw = useLazyModule(converter, asItIs)
  const cleaned = useReadableModule(renderer, !asItIs)
  const html = useReadableModule(withHtml, holdsHtml && !asItIs)
  const rawHtml = useMemo(() => raw?.markdownAsHtml(spec), [raw, spec])
  if (rawHtml !== undefined) return <RawHtml html={rawHtml} />
  if (!cleaned || (holdsHtml && !html)) return null
  return <cleaned.MarkdownBody spec={spec} parseHtml={html?.parseHtml} />
}
