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

/** Whether the text may contain HTML. The module that is loaded then finds out whether it is Markdown syntax after all. */
const MAY_HOLD_HTML = /<[a-z!/]/i

/**
 * Markdown: its source until the renderer has been loaded. HTML in it is sanitized unless both the author and the page want it unchanged. A text
 * that would take the page too long stays source, and the server is told.
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
  'The Markdown is nested too deeply, or has too many marks in a paragraph, so its source is shown.'

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

/** The content; null until the modules that it needs have been loaded. */
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
