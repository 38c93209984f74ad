import { isSafeImageUrl, isSafeMediaUrl } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

/** A video. `width` and `height` are CSS sizes; one of them alone keeps the aspect ratio. */
export function VideoOutput({ spec }: RendererProps<'video'>): ReactNode {
  const { src, title, autoplay, loop, muted, poster, width, height } = spec
  const css = [width && `width:${width}`, height && `height:${height}`].filter(Boolean).join(';')
  return (
    <video
      {...useOutputRoot(spec, css)}
      className="webio-image webio-block"
      src={isSafeMediaUrl('video', src) ? src : undefined}
      poster={poster !== undefined && isSafeImageUrl(poster) ? poster : undefined}
      aria-label={title}
      autoPlay={autoplay}
      loop={loop}
      muted={muted}
      controls
      playsInline
      preload="metadata"
    />
  )
}

/** A sound. */
export function AudioOutput({ spec }: RendererProps<'audio'>): ReactNode {
  const { src, title, autoplay, loop, muted } = spec
  return (
    <audio
      {...useOutputRoot(spec)}
      className="webio-audio webio-block"
      src={isSafeMediaUrl('audio', src) ? src : undefined}
      aria-label={title}
      autoPlay={autoplay}
      loop={loop}
      muted={muted}
      controls
      preload="metadata"
    />
  )
}
