/** What `lazy-outputs.ts` loads: what draws all outputs but texts and scopes, and toasts. */
export { LATER_RENDERERS } from './outputs/later-renderers'
export { Toasts } from './overlay/toasts'
