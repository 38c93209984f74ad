import type { OpenApp, OpenAppOptions } from '../../../src/testing/open-app'
import { open_app as open } from '../../../src/testing/open-app'

export type { FoundOption, OpenApp, OpenAppOptions, Refusals, ShownForm } from '../../../src/testing/open-app'
export type { FetchedFile } from '../../../src/testing/fetched-file'
export type { TestFile } from '../../../src/testing/test-files'
export type { ShownOutput } from '../../../src/state/read-tree'

/** As `open_app`, and the session is durable unless the test says otherwise: what tasks do must be the same. */
export function open_app(main: Parameters<typeof open>[0], options: OpenAppOptions = {}): Promise<OpenApp> {
  return open(main, { durable: true, ...options })
}
