/** `@webio/core/in-page`: runs a task in the page itself. `<WebIOApp task>` loads it on first use. */
export { connectTask } from './connect-task'
