/**
 * Stryker's jest runner with less work for each mutant. Stryker's own loads every test file that imports the mutated file, and all of them even if the
 * first one fails. This one loads the files whose tests run the mutated code, and stops after the first few if a test has failed.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import process from 'node:process'
import { PluginKind, declareFactoryPlugin, tokens } from '@stryker-mutator/api/plugin'
import { MutantRunStatus } from '@stryker-mutator/api/test-runner'
import { strykerPlugins as jestPlugins } from '@stryker-mutator/jest-runner'
import { CHOSEN_FILES } from './jest/chosen-files-sequencer.mjs'

/** In Stryker's copy of the repository: what the run without mutants has told of each test. Tests of several files may share a name. */
const KNOWN_TESTS = '.known-tests.json'
/** How many files run before the others. */
const FIRST_FILES = 4

/** @typedef {import('@stryker-mutator/api/test-runner').TestRunner} TestRunner */
/** @typedef {import('@stryker-mutator/api/test-runner').MutantRunOptions} MutantRunOptions */
/** @typedef {{ readonly id: string, readonly file: string, readonly ms: number }} KnownTest */

/**
 * @param {import('@stryker-mutator/api/plugin').Injector<import('@stryker-mutator/api/plugin').PluginContext>} injector
 * @returns {TestRunner}
 */
function createCoveringRunner(injector) {
  const runner = /** @type {TestRunner} */ (jestPlugins[0]?.factory(injector))
  return {
    capabilities: () => runner.capabilities(),
    init: async () => runner.init?.(),
    dispose: async () => runner.dispose?.(),
    async dryRun(options) {
      const result = await runner.dryRun(options)
      const tests = 'tests' in result ? result.tests : []
      const known = tests.map(({ id, fileName, timeSpentMs }) => ({ id, file: fileName, ms: timeSpentMs }))
      writeFileSync(KNOWN_TESTS, JSON.stringify(known))
      return result
    },
    async mutantRun(options) {
      const files = coveringFiles(options)
      const first = await runOn(files.slice(0, FIRST_FILES))
      if (first.status !== MutantRunStatus.Survived || files.length <= FIRST_FILES) return first
      return runOn(files.slice(FIRST_FILES))

      /** @param {readonly string[]} chosen */
      function runOn(chosen) {
        process.env[CHOSEN_FILES] = JSON.stringify(chosen)
        return runner.mutantRun(options)
      }
    },
  }
}
createCoveringRunner.inject = tokens('$injector')

/**
 * The files with tests that run the mutated code. Those with the name of the mutated file come first, then the quickest.
 * @param {MutantRunOptions} options
 * @returns {readonly string[]}
 */
function coveringFiles({ testFilter, sandboxFileName }) {
  const known = /** @type {KnownTest[]} */ (JSON.parse(readFileSync(KNOWN_TESTS, 'utf8')))
  const covering = testFilter && new Set(testFilter)
  /** @type {Map<string, number>} */
  const costs = new Map()
  for (const { id, file, ms } of known) {
    if (!covering || covering.has(id)) costs.set(file, (costs.get(file) ?? 0) + ms)
  }
  const name = basename(sandboxFileName, '.ts')
  const rank = (/** @type {string} */ file) => (basename(file).startsWith(name) ? 0 : 1)
  return [...costs].sort(([a, x], [b, y]) => rank(a) - rank(b) || x - y).map(([file]) => file)
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'covering', createCoveringRunner)]
