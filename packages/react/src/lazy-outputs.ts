import { lazyModule } from './lazy-module'

/** The code of all outputs but texts and scopes, and of toasts. */
export const lazyOutputs = lazyModule(() => import('./outputs-code'))

// A server that renders documents has it with the first one.
if (typeof window === 'undefined') lazyOutputs.preload()
