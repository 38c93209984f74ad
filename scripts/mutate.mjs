/**
 * `npm run mutate`: changes the code of engine, state and protocol in thousands of places, one at a time (Stryker), and reports the changes that no
 * test notices. That takes about a day. `npm run mutate -- state` mutates one folder of packages/core/src, `npm run mutate -- engine/view.ts` one file.
 * `--sample 20` mutates 20 random stretches of 20 lines, and `--seed 7` picks other ones.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { ensureInstall, root, runMain } from './steps.mjs'

const SOURCES = 'packages/core/src'
const FOLDERS = ['engine', 'state', 'protocol']
const STRETCH_LINES = 20

/** Stryker's copy of the repository has only what the tests of core read. */
const NOT_COPIED = [
  '/example-next-app',
  '/packages/create-webio',
  '/packages/next-plugin',
  '/packages/react',
  '**/dist',
]

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { sample: { type: 'string' }, seed: { type: 'string', default: '1' } },
  })
  const sample = values.sample === undefined ? null : wholeNumber('--sample', values.sample)
  const seed = wholeNumber('--seed', values.seed)
  await ensureInstall()
  const files = (positionals.length > 0 ? positionals : FOLDERS).flatMap(sourcesOf)
  const mutate = sample === null ? files : sampleOf(files, sample, seed)
  const { Stryker } = await import('@stryker-mutator/core')
  const stryker = new Stryker({
    mutate,
    plugins: ['@stryker-mutator/jest-runner', join(root, 'scripts/mutate-runner.mjs')],
    testRunner: 'covering',
    jest: { projectType: 'custom', config: await coreProject(), enableFindRelatedTests: false },
    coverageAnalysis: 'perTest',
    ignorePatterns: NOT_COPIED,
    ignoreStatic: true,
    // The tests keep memory in jest's process, so it is replaced now and then.
    maxTestRunnerReuse: 30,
    concurrency: 2,
    timeoutMS: 20_000,
    dryRunTimeoutMinutes: 30,
    reporters: ['clear-text', 'progress-append-only'],
    clearTextReporter: { logTests: false, reportScoreTable: true, allowColor: false },
    tempDirName: '.stryker-tmp',
  })
  await stryker.runMutationTest()
})

/** The project `core` of jest.config.ts, as a configuration of its own. */
async function coreProject() {
  const { createJiti } = await import('jiti')
  const config = await createJiti(import.meta.url).import(join(root, 'jest.config.ts'), { default: true })
  const { projects = [] } = /** @type {import('jest').Config} */ (config)
  const core = projects.find((project) => typeof project === 'object' && project.displayName === 'core')
  if (typeof core !== 'object') throw new Error('jest.config.ts has no project core.')
  // Stryker links to the installed packages, so their paths do not begin with the folder of its copy.
  const { transformIgnorePatterns: ignored = [] } = /** @type {{ transformIgnorePatterns?: string[] }} */ (
    core
  )
  const transformIgnorePatterns = ignored.map((pattern) => pattern.replaceAll('<rootDir>', root))
  const testSequencer = join(root, 'scripts/jest/chosen-files-sequencer.mjs')
  return { ...core, projects: [], transformIgnorePatterns, testSequencer }
}

/** @param {string} option @param {string} text @returns {number} */
function wholeNumber(option, text) {
  if (!/^[1-9]\d*$/.test(text))
    throw new Error(`mutate: ${option} must be a whole number from 1, not "${text}".`)
  return Number(text)
}

/** @param {string} path a file or folder below `SOURCES` @returns {string[]} */
function sourcesOf(path) {
  if (!existsSync(join(root, SOURCES, path)))
    throw new Error(
      `mutate: ${SOURCES} has no file or folder "${path}". Name one such as state or engine/view.ts.`,
    )
  if (path.endsWith('.ts')) return [`${SOURCES}/${path}`]
  return readdirSync(join(root, SOURCES, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => `${SOURCES}/${path}/${name}`)
    .sort()
}

/**
 * Random stretches of lines.
 * @param {string[]} files
 * @param {number} count
 * @param {number} seed
 */
function sampleOf(files, count, seed) {
  const stretches = files.flatMap((file) => {
    const { length } = readFileSync(join(root, file), 'utf8').split('\n')
    return Array.from(
      { length: Math.ceil(length / STRETCH_LINES) },
      (_, index) => `${file}:${index * STRETCH_LINES + 1}-${(index + 1) * STRETCH_LINES}`,
    )
  })
  let state = seed
  // The same seed picks the same stretches.
  const below = (/** @type {number} */ limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  const picked = new Set()
  while (picked.size < Math.min(count, stretches.length)) picked.add(stretches[below(stretches.length)])
  return [...picked]
}
