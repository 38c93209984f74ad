import type { ReactNode } from 'react'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

/** Plain text: a paragraph, or a piece of a line. */
export function TextOutput({ spec }: RendererProps<'text'>): ReactNode {
  const root = useOutputRoot(spec)
  if (spec.inline) {
    return (
      <span {...root} className="webio-text">
        {spec.text}
      </span>
    )
  }
  return (
    <p {...root} className="webio-text webio-block">
      {spec.text}
    </p>
  )
}
