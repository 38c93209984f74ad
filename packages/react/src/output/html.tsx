import type { ReactNode } from 'react'
import { useLayoutEffect, useRef } from 'react'
import { useViewOptions } from '../context/view-options'
import { lazyModule, useLazyModule } from '../lazy-module'
import { RawHtml } from './raw-html'
import type { RendererProps } from './renderer-props'
import { useOutputRoot } from './use-output-root'

const cleaner = lazyModule(() => import('./clean-html'))

/** HTML: cleaned, or as it is where the author wants that and the page allows scripts. */
export function HtmlOutput({ spec }: RendererProps<'html'>): ReactNode {
  const { html, sanitize = true } = spec
  const { allowScripts } = useViewOptions()
  const asItIs = !sanitize && allowScripts
  const loaded = useLazyModule(cleaner, !asItIs)
  const content = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    if (loaded) content.current?.replaceChildren(loaded.cleanHtml(html, { keepStyles: !sanitize }))
  }, [html, sanitize, loaded])

  return (
    <div {...useOutputRoot(spec)} className="webio-html webio-block" aria-busy={!asItIs && !loaded}>
      {asItIs ? <RawHtml html={html} /> : <div ref={content} />}
    </div>
  )
}
