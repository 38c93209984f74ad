import { provideContextStore } from '../../src/engine/tasks/context-store'
import { StackContext } from '../../src/in-page/page-context'

/**
 * Tests of the task functions, with the context store of a page without AsyncContext instead of Node's. Only
 * files whose tasks await nothing but WebIO's own promises are included. page-context.test.ts tests the
 * limits of a page.
 */
provideContextStore(() => new StackContext())

describe.each([
  '../api/anchor.test',
  '../api/busy.test',
  '../api/buttons.test',
  '../api/chart.test',
  '../api/component.test',
  '../api/containers.test',
  '../api/datatable-source.test',
  '../api/forged.test',
  '../api/group.test',
  '../api/input-fields.test',
  '../api/input-update.test',
  '../api/input-values.test',
  '../api/json.test',
  '../api/message.test',
  '../api/progressbar.test',
  '../api/scripts.test',
  '../api/table.test',
  '../api/text.test',
  '../api/unawaited.test',
  '../api/update.test',
  '../api/validate.test',
  '../api/widget.test',
  '../api/withdrawal.test',
  '../engine/callbacks.test',
  '../engine/errors.test',
  '../engine/events.test',
  '../engine/handshake.test',
  '../engine/life.test',
])('%s', (path) => {
  // Not at the top, because the store would be set too late.
  jest.requireActual<object>(path)
})
