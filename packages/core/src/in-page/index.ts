/** `@webio/core/in-page`: runs a task in the page itself. Loaded by `<WebIOApp task>` when it is used. */
export { connectTask } from './connect-task'
