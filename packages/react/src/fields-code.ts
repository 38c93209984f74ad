/** What `lazy-fields.ts` loads: what draws forms and pins, and the models of what is entered. */
export { FormView } from './forms/form-view'
export { InputPanel } from './forms/input-panel'
export { PinField } from './outputs/pin/pin-field'
export { SessionFields } from './session/forms/session-fields'
