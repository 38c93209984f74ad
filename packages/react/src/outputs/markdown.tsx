import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { useViewOptions } from '../context/view-options'
import { lazyModule, useLazyModule } from '../lazy-module'
import { RawHtml } from './markup/raw-html'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

const renderer = lazyModule(() => import('./markup/markdown-body'))
const withHtml = lazyModule(() => import('./markup/markdown-html'))
const converter = lazyModule(() => import('./markup/markdown-as-html'))

/** What may be HTML: that the text is Markdown's own business is found out by the part that is loaded then. */
const MAY_HOLD_HTML = /<[a-z!/]/i

/** Markdown: as its source until the renderer has been loaded. HTML in it is cleaned unless the author and the page want it as it is. */
export function MarkdownOutput({ spec }: RendererProps<'markdown'>): ReactNode {
  const { allowScripts } = useViewOptions()
  const holdsHtml = MAY_HOLD_HTML.test(spec.markdown)
  const content = useContent(spec, holdsHtml && spec.sanitize === false && allowScripts, holdsHtml)
  return (
    <div {...useOutputRoot(spec)} className="webio-markdown webio-block" aria-busy={!content}>
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
  const cleaned = useLazyModule(renderer, !asItIs)
  const html = useLazyModule(withHtml, holdsHtml && !asItIs)
  const rawHtml = useMemo(() => raw?.markdownAsHtml(spec), [raw, spec])
  if (rawHtml !== undefined) return <RawHtml html={rawHtml} />
  if (!cleaned || (holdsHtml && !html)) return null
  return <cleaned.MarkdownBody spec={spec} parseHtml={html?.parseHtml} />
}
