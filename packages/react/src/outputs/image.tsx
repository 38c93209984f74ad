import { isSafeImageUrl } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

/** An image. `width` and `height` are CSS sizes; one of them alone keeps the aspect ratio. */
export function ImageOutput({ spec }: RendererProps<'image'>): ReactNode {
  const { src, title = '', width, height } = spec
  const css = [width && `width:${width}`, height && `height:${height}`].filter(Boolean).join(';')
  return (
    <img
      {...useOutputRoot(spec, css)}
      className="webio-image webio-block"
      src={isSafeImageUrl(src) ? src : undefined}
      alt={title}
    />
  )
}
