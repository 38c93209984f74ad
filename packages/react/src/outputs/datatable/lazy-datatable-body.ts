import { lazyModule } from '../../lazy-module'

/** Draws data tables. */
export const lazyDatatableBody = lazyModule(
  typeof window === 'undefined' ? null : () => import('./datatable-body'),
)
