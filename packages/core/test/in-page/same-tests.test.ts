import { provideContextStore } from '../../src/engine/context-store'
import { StackContext } from '../../src/in-page/page-context'

/**
 * The tests of the task functions, with the context store of a page that has no AsyncContext instead of Node's. Left out: what only a server has, and
 * tests of the context itself, which ../in-page/page-context.test.ts has for a page.
 */
provideContextStore(() => new StackContext())

describe.each([
  '../api/buttons.test',
  '../api/form-stack.test',
  '../api/group.test',
  '../api/input-fields.test',
  '../api/input-update.test',
  '../api/input-values.test',
  '../api/layout.test',
  '../api/output.test',
  '../api/popup.test',
  '../api/progressbar.test',
  '../api/scope.test',
  '../api/scripts.test',
  '../api/session.test',
  '../api/table.test',
  '../api/text.test',
  '../api/validate.test',
  '../api/withdrawal.test',
  '../engine/callbacks.test',
  '../engine/errors.test',
  '../engine/tasks.test',
])('%s', (path) => {
  // eslint would have imports at the top: there the store would come too late.
  jest.requireActual<unknown>(path)
})
