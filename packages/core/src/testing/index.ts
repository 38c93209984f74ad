/** `@webio/core/testing`: runs a task without a browser. */
export { open_app } from './open-app'
export type { FoundOption, OpenApp, OpenAppOptions, Refusals, ShownForm } from './open-app'
export type { FetchedFile } from './fetched-file'
export type { TestFile } from './test-files'
export type { ShownOutput } from '../state/read-tree'
