import { lazyModule } from './lazy-module'

/** The code of all outputs but texts and scopes, and of toasts. */
export const lazyOutputs = lazyModule(() => import('./outputs-code'))
