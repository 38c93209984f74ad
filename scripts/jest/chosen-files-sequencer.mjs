import { createRequire } from 'node:module'
import process from 'node:process'

const Sequencer = createRequire(import.meta.url)('@jest/test-sequencer').default

/** The environment variable with the test files to run, as a JSON list. */
export const CHOSEN_FILES = 'WEBIO_CHOSEN_TEST_FILES'

/** Runs the chosen test files, in their order; without a choice, all of them. */
export default class ChosenFilesSequencer extends Sequencer {
  /** @param {import('@jest/test-result').Test[]} tests */
  sort(tests) {
    const chosen = process.env[CHOSEN_FILES]
    if (chosen === undefined) return super.sort(tests)
    const files = /** @type {string[]} */ (JSON.parse(chosen))
    return files.flatMap((file) => tests.filter(({ path }) => path === file))
  }
}
