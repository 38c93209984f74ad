import { lazyModule } from '../../lazy-module'

/** Removes from an author's HTML what could harm. */
export const lazyCleaner = lazyModule(typeof window === 'undefined' ? null : () => import('./clean-html'))
