import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { lazyModule, useLazyModule } from '../lazy-module'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

const encoding = lazyModule(typeof window === 'undefined' ? null : () => import('./qrcode/qr-path'))

/** A QR code: an empty square of its size until the encoder has been loaded. */
export function QrcodeOutput({ spec }: RendererProps<'qrcode'>): ReactNode {
  const { text, size, alt = text } = spec
  const loaded = useLazyModule(encoding)
  const path = useMemo(() => loaded?.qrPath(spec), [loaded, spec])
  const { onKeyDown, ...root } = useOutputRoot(spec, `width:${size}px;height:${size}px`)
  return (
    <div
      {...root}
      onKeyDown={onKeyDown}
      className="webio-qrcode webio-block"
      role="img"
      aria-label={alt}
      aria-busy={!loaded}
    >
      {path && (
        <svg viewBox={`0 0 ${path.size} ${path.size}`} shapeRendering="crispEdges" aria-hidden="true">
          <path d={path.d} fill="currentColor" />
        </svg>
      )}
    </div>
  )
}
