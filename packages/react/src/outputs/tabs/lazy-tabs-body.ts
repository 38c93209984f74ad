import { lazyModule } from '../../lazy-module'

/** Draws tabs. */
export const lazyTabsBody = lazyModule(() => import('./tabs-body'))
