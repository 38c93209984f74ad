import { lazyModule } from './lazy-module'

/** The code of forms and pins: what draws them, and the models of what is entered. */
export const lazyFields = lazyModule(() => import('./fields-code'))

// A server that renders documents has it with the first one.
if (typeof window === 'undefined') lazyFields.preload()
