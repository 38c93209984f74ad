import type { Json, JsonObject } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import { useText } from '../context/use-text'
import { lazyModule, useLazyModule } from '../lazy-module'
import type { SpecOf } from '../components'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

const drawing = lazyModule(typeof window === 'undefined' ? null : () => import('./chart/chart-body'))

/** A chart: an empty box of its height until the drawing code has been loaded. */
export function ChartOutput({ spec }: RendererProps<'chart'>): ReactNode {
  const say = useText()
  const loaded = useLazyModule(drawing)
  const { onKeyDown, ...root } = useOutputRoot(spec, `height:${spec.height}`)
  return (
    <div
      {...root}
      onKeyDown={onKeyDown}
      className="webio-chart webio-block"
      role="img"
      aria-label={spec.label ?? titleOf(spec) ?? say({ id: 'chart_name' })}
      aria-busy={!loaded}
    >
      {loaded && <loaded.ChartBody id={spec.id} option={spec.option} />}
    </div>
  )
}

/** The text of the chart's own title. */
function titleOf({ option }: SpecOf<'chart'>): string | undefined {
  const [title] = [option['title'] ?? null].flat() as readonly Json[]
  const text = typeof title === 'object' && title !== null ? (title as JsonObject)['text'] : null
  return typeof text === 'string' && text !== '' ? text : undefined
}
