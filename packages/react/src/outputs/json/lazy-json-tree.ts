import { lazyModule } from '../../lazy-module'

/** Draws JSON values. */
export const lazyJsonTree = lazyModule(() => import('./json-tree'))
