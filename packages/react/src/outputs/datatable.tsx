import type { ReactNode } from 'react'
import { lazyModule, useLazyModule } from '../lazy-module'
import type { RendererProps } from './frame/renderer-props'
import { useOutputRoot } from './frame/use-output-root'

const body = lazyModule(typeof window === 'undefined' ? null : () => import('./datatable/datatable-body'))

/** A data table: an empty box of its height until the drawing code has been loaded. */
export function DatatableOutput({ spec }: RendererProps<'datatable'>): ReactNode {
  const loaded = useLazyModule(body)
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
