export { LATER_RENDERERS } from './outputs/later-renderers'
export { Toasts } from './overlay/toasts'
