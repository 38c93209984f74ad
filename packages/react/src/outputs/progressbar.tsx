import type { ReactNode } from 'react'
import { useLiveStyle } from '../hooks/use-is-hydrating'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

/** A progress bar with its percentage, or with the author's label. */
export function ProgressbarOutput({ spec }: RendererProps<'progressbar'>): ReactNode {
  const percent = Math.min(100, Math.max(0, spec.value * 100))
  const label = spec.label ?? `${(spec.value * 100).toFixed(1)}%`
  const width = useLiveStyle({ width: `${percent}%` })
  return (
    <div
      {...useOutputRoot(spec)}
      className="webio-progress webio-block"
      role="progressbar"
      aria-label={spec.name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Number(percent.toFixed(1))}
      aria-valuetext={label}
    >
      <div className="webio-progress-track">
        <div className="webio-progress-bar" style={width} />
      </div>
      <span className="webio-progress-label">{label}</span>
    </div>
  )
}
