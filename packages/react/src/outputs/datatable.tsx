import type { ReactNode } from 'react'
import { useLazyModule } from '../lazy-module'
import { lazyDatatableBody } from './datatable/lazy-datatable-body'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

/** A data table: an empty box of its height until the drawing code has been loaded. */
export function DatatableOutput({ spec }: RendererProps<'datatable'>): ReactNode {
  const loaded = useLazyModule(lazyDatatableBody)
  const css = spec.height === undefined || spec.height === 'auto' ? '' : `height:${spec.height}`
  return (
    <div
      {...useOutputRoot(spec, css)}
      className="webio-datatable webio-block"
      data-theme={spec.theme}
      data-grows={spec.height === 'auto' ? '' : undefined}
      aria-busy={!loaded || spec.total !== undefined}
    >
      {loaded && <loaded.DatatableBody spec={spec} />}
    </div>
  )
}
