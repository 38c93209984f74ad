import { expect } from '@jest/globals'
import type { OpenApp, OpenAppOptions } from '../../../src/testing/open-app'
import { open_app as open } from '../../../src/testing/open-app'

export type { FoundOption, OpenApp, OpenAppOptions, Refusals, ShownForm } from '../../../src/testing/open-app'
export type { FetchedFile } from '../../../src/testing/fetched-file'
export type { TestFile } from '../../../src/testing/test-files'
export type { ShownOutput } from '../../../src/state/read-tree'

/** Tests whose sessions are not durable here, and what a durable session does instead. */
const NOT_DURABLE: Readonly<Record<string, string>> = {
  'defer_call runs when the server ends it':
    'A server that ends lets a durable session go. It lives on in the next process, and its deferred functions run when it ends.',
}

/** Like `open_app`, but the session is durable by default: tasks must do the same. */
export function open_app(main: Parameters<typeof open>[0], options: OpenAppOptions = {}): Promise<OpenApp> {
  const durable = !Object.hasOwn(NOT_DURABLE, expect.getState().currentTestName ?? '')
  return open(main, { durable, ...options })
}
