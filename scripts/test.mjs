/**
 * `npm test`: everything that CI checks, from a fresh clone with nothing installed. `npm test -- --project
 * core -t name`: only jest, with these arguments. `--selectProjects` does the same. `npm test -- --changed`:
 * only the tests of everything that differs from the branch main; `--changed=COMMIT` compares with a commit.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { ensureInstall, root, runBeside, runLanes, runMain, scriptBeside, start, step } from './steps.mjs'

/** Jest projects that run only on the sources. */
const ON_SOURCES = ['core', 'durable', 'react', 'next-plugin', 'repo', 'bridge']
/** Jest projects with browsers or packed packages. They run on the build. */
const ON_BUILD = ['browser', 'site', 'dist']
/** The projects that need a browser. */
const ON_BROWSER = ['browser', 'site', 'matrix', 'compiled']
/** Hosts that are too slow for every run: `npm run test:matrix`. */
const MATRIX = 'matrix'
/** The React package as compiled by the React Compiler, first in jsdom, and then in Chromium with all of its browser tests. */
const COMPILED = 'compiled'
const IN_COMPILED_PAGE = 'packages/react/test/'
const PROJECTS = [...ON_SOURCES, ...ON_BUILD, MATRIX, COMPILED]

/** How long jest may take to exit after its last test. */
const EXIT_MS = 20_000

const cache = join(root, 'node_modules/.cache/webio')
const counts = { passed: 0, failed: 0 }

/** Runs jest, and adds up its counts. @param {string[]} args */
async function jest(...args) {
  const file = join(cache, `jest-${process.pid}.json`)
  mkdirSync(cache, { recursive: true })
  rmSync(file, { force: true })
  const cli = join(root, 'node_modules/jest/bin/jest.js')
  const { child, exit } = start(process.execPath, [cli, '--json', '--outputFile', file, ...args])

  // A test that leaves a server open would keep jest, and therefore CI, running until someone notices.
  let hangs = false
  const watch = setInterval(() => {
    if (!existsSync(file)) return
    clearInterval(watch)
    setTimeout(() => (hangs = child.kill('SIGKILL')), EXIT_MS).unref()
  }, 500)
  const code = await exit
  clearInterval(watch)

  if (existsSync(file)) {
    const result = JSON.parse(readFileSync(file, 'utf8'))
    rmSync(file)
    counts.passed += result.numPassedTests
    // A test file that fails to load has no tests to count.
    counts.failed += result.numFailedTests + result.numRuntimeErrorTestSuites
  }
  if (hangs) throw new Error('jest did not exit: a test file has left something open, and is named above.')
  if (code !== 0) throw new Error(`jest ended with code ${code}`)
}

/** CI reads this line. */
const printCounts = () => console.log(`\n${counts.passed} passed, ${counts.failed} failed`)

async function ensureChromium() {
  const output = await runBeside('chromium', 'node scripts/chromium.mjs', process.execPath, [
    join(root, 'scripts/chromium.mjs'),
  ])
  process.env.CHROMIUM_PATH = output.trim().split('\n').at(-1)
}

/** Runs everything. Steps that need no build, or mostly wait, run in parallel with those that compute. */
async function everything() {
  // The browser comes from the system's packages, so it does not depend on node_modules.
  await runLanes([ensureInstall], [ensureChromium])
  await runLanes(
    [
      () => scriptBeside('build'),
      () => scriptBeside('build', '--example'),
      () => scriptBeside('packages'),
      () => scriptBeside('size'),
    ],
    ['types', 'lint', 'format', 'spelling'].map((name) => () => scriptBeside(name)),
  )
  try {
    // --ci: a missing snapshot fails instead of being written without review.
    await step('tests', 'npm test -- --project core', () =>
      jest('--ci', '--selectProjects', ...ON_SOURCES, ...ON_BUILD),
    )
  } finally {
    printCounts()
  }
}

/** Runs browser tests on a build with the React Compiler, and then restores an ordinary build. */
async function compiledPage() {
  const build = (/** @type {object} */ settings) =>
    start(process.execPath, ['scripts/build.mjs'], { env: { ...process.env, ...settings } }).exit
  try {
    if ((await build({ WEBIO_REACT_COMPILER: '1' })) !== 0)
      throw new Error('The React Compiler’s build failed.')
    await jest(IN_COMPILED_PAGE, '--selectProjects', 'browser')
  } finally {
    await build({})
  }
}

/**
 * @param {string[]} args this script's arguments and jest's
 */
function parse(args) {
  /** @type {string[]} */
  const projects = []
  /** @type {string[]} */
  const others = []
  /** @type {string | null} */
  let since = null
  const waiting = [...args]
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    const [name = '', value] = arg.split('=', 2)
    if (name === '--project' || name === '--selectProjects') {
      if (value !== undefined) projects.push(value)
      while (PROJECTS.includes(waiting[0] ?? '')) projects.push(String(waiting.shift()))
    } else if (name === '--changed') since = value ?? 'main'
    else others.push(arg)
  }
  const unknown = projects.find((project) => !PROJECTS.includes(project))
  if (unknown !== undefined)
    throw new Error(`There is no project '${unknown}'. Name one of ${PROJECTS.join(', ')}.`)
  return { projects, others, since }
}

/**
 * The projects that a change affects. Tests on the build import no sources, so jest selects them only if the
 * tests themselves have changed.
 *
 * @param {string} since a commit or a branch
 */
function changedProjects(since) {
  const cli = join(root, 'node_modules/jest/bin/jest.js')
  const list = ['--listTests', '--json', `--changedSince=${since}`]
  return [...ON_SOURCES, ...ON_BUILD].filter((project) => {
    if (ON_SOURCES.includes(project)) return true
    const { stdout } = spawnSync(process.execPath, [cli, ...list, '--selectProjects', project], {
      cwd: root,
      encoding: 'utf8',
    })
    return JSON.parse(stdout || '[]').length > 0
  })
}

/** @param {string[]} args */
async function someTests(args) {
  await ensureInstall()
  const { projects, others, since } = parse(args)
  if (projects.length === 0)
    projects.push(...(since === null ? [...ON_SOURCES, ...ON_BUILD] : changedProjects(since)))
  const { buildExample, buildPackages } = await import('./build.mjs')
  if (projects.some((project) => [...ON_BUILD, MATRIX].includes(project))) await buildPackages()
  if (projects.includes('site')) await buildExample()
  if (projects.some((project) => ON_BROWSER.includes(project))) await ensureChromium()
  try {
    const changed = since === null ? [] : [`--changedSince=${since}`, '--passWithNoTests']
    // Last, because jest treats every following word as another project.
    await jest(...changed, ...others, '--selectProjects', ...projects)
    if (projects.includes(COMPILED)) await compiledPage()
  } finally {
    printCounts()
  }
}

await runMain(async () => {
  const args = process.argv.slice(2)
  await (args.length > 0 ? someTests(args) : everything())
})
