import type { ReactNode } from 'react'
import type { RendererProps } from './frame/renderer-props'
import { useAuthorHtml } from './markup/use-author-html'
import { useOutputRoot } from './frame/use-output-root'

/** HTML: sanitized, or unchanged if the author wants that and the page allows scripts. */
export function HtmlOutput({ spec }: RendererProps<'html'>): ReactNode {
  const { content, isBusy } = useAuthorHtml(spec)
  return (
    <div {...useOutputRoot(spec)} className="webio-html webio-block" aria-busy={isBusy}>
      <div {...content} />
    </div>
  )
}
