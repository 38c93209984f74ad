import type { ReactNode } from 'react'
import { lazyModule, useLazyModule } from '../lazy-module'
import type { RendererProps } from './renderer-props'
import { useOutputRoot } from './use-output-root'

const renderer = lazyModule(() => import('./markdown-body'))
const withHtml = lazyModule(() => import('./markdown-html'))

/** What may be HTML: that the text is Markdown's own business is found out by the part that is loaded then. */
const MAY_HOLD_HTML = /<[a-z!/]/i

/** Markdown: as its source until the renderer has been loaded. */
export function MarkdownOutput({ spec }: RendererProps<'markdown'>): ReactNode {
  const { markdown } = spec
  const holdsHtml = MAY_HOLD_HTML.test(markdown)
  const loaded = useLazyModule(renderer)
  const html = useLazyModule(withHtml, holdsHtml)
  const isReady = loaded && (!holdsHtml || html)
  return (
    <div {...useOutputRoot(spec)} className="webio-markdown webio-block" aria-busy={!isReady}>
      {isReady ? (
        <loaded.MarkdownBody spec={spec} parseHtml={html?.parseHtml} />
      ) : (
        <div className="webio-text">{markdown}</div>
      )}
    </div>
  )
}
