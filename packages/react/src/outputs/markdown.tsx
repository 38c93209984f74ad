import { mayHoldHtml } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useViewOptions } from '../context/view-options'
import { lazyModule, useLazyModule, useReadableModule } from '../lazy-module'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'
import { lazyMarkdown, lazyMarkdownHtml } from './markup/lazy-markdown'

const converter = lazyModule(typeof window === 'undefined' ? null : () => import('./markup/raw-markdown'))

/**
 * Markdown: its source until the renderer has been loaded. HTML in it is sanitized unless both the author and the page want it unchanged.
 */
export function MarkdownOutput({ spec }: RendererProps<'markdown'>): ReactNode {
  const { allowScripts } = useViewOptions()
  const holdsHtml = mayHoldHtml(spec.markdown)
  const content = useContent(spec, holdsHtml && spec.sanitize === false && allowScripts, holdsHtml)
  return (
    <div {...useOutputRoot(spec)} className="webio-markdown webio-block" aria-busy={!content}>
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
  const cleaned = useReadableModule(lazyMarkdown, !asItIs)
  const html = useReadableModule(lazyMarkdownHtml, holdsHtml && !asItIs)
  if (raw) return <raw.RawMarkdown spec={spec} />
  if (!cleaned || (holdsHtml && !html)) return null
  return <cleaned.MarkdownBody spec={spec} parseHtml={html?.parseHtml} />
}
