/**
 * `npm test`: everything that CI checks, from a fresh clone with nothing installed.
 * `npm test -- --project core -t name`: only jest, with these arguments.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { ensureInstall, npm, root, runMain, start, step } from './steps.mjs'

/** Jest projects that run on sources alone, side by side. */
const ON_SOURCES = ['core', 'react', 'next-plugin', 'repo']
/** Jest projects with servers, browsers or packed packages: on the build, and one test file at a time. */
const ON_BUILD = ['bridge', 'browser', 'site', 'dist']
/** Those of them that need a browser. */
const ON_BROWSER = ['browser', 'site']
/** Hosts that take too long for every run: `npm run test:matrix`. */
const MATRIX = 'matrix'

/** One file at a time, in jest's own process, and what it leaves open is named. */
const OPEN_RESOURCES = join(root, 'scripts/jest/open-resources-reporter.mjs')
const IN_BAND = ['--runInBand', '--reporters', 'default', '--reporters', OPEN_RESOURCES]

/** How long jest may take to exit once its last test has ended. */
const EXIT_MS = 20_000

const cache = join(root, 'node_modules/.cache/webio')
const counts = { passed: 0, failed: 0 }

/** Runs jest, and adds what it counted. @param {string[]} args */
async function jest(...args) {
  const file = join(cache, `jest-${process.pid}.json`)
  mkdirSync(cache, { recursive: true })
  rmSync(file, { force: true })
  const cli = join(root, 'node_modules/jest/bin/jest.js')
  const { child, exit } = start(process.execPath, [cli, '--json', '--outputFile', file, ...args])

  // A test that leaves a server open would keep jest, and so CI, until someone notices.
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
    // A test file that cannot be loaded has no tests to count.
    counts.failed += result.numFailedTests + result.numRuntimeErrorTestSuites
  }
  if (hangs) throw new Error('jest did not exit: a test file has left something open, and is named above.')
  if (code !== 0) throw new Error(`jest ended with code ${code}`)
}

/** CI reads this line. */
const printCounts = () => console.log(`\n${counts.passed} passed, ${counts.failed} failed`)

async function ensureChromium() {
  const chromium = await import('./chromium.mjs')
  const path = chromium.ensureChromium()
  process.env.CHROMIUM_PATH = path
  console.log(path)
}

/** @param {{ withExample: boolean }} options the example takes part in browser tests only */
async function build({ withExample }) {
  const { buildExample, buildPackages } = await import('./build.mjs')
  await buildPackages()
  if (withExample) await buildExample()
}

/** @param {string} name of an npm script */
const script = (name) => step(name, `npm run ${name}`, () => npm('run', '--silent', name))

async function everything() {
  await step('chromium', 'npm test -- --project browser', ensureChromium)
  await step('build', 'npm run build -- --example', () => build({ withExample: true }))
  for (const name of ['types', 'lint', 'format', 'packages', 'size']) await script(name)
  // --ci: a snapshot that is missing fails, instead of being written and never looked at.
  const tests = ['--ci', '--selectProjects']
  try {
    await step('tests', `npm test -- ${ON_SOURCES.map((name) => `--project ${name}`).join(' ')}`, () =>
      jest(...tests, ...ON_SOURCES),
    )
    await step('slow tests', `npm test -- ${ON_BUILD.map((name) => `--project ${name}`).join(' ')}`, () =>
      jest(...IN_BAND, ...tests, ...ON_BUILD),
    )
  } finally {
    printCounts()
  }
}

/** @param {string[]} args */
async function someTests(args) {
  /** @type {string[]} */
  const projects = []
  /** @type {string[]} */
  const others = []
  for (let index = 0; index < args.length; index++) {
    const [name, value] = (args[index] ?? '').split('=', 2)
    if (name === '--project') projects.push(value ?? args[++index] ?? '')
    else others.push(args[index] ?? '')
  }
  const all = projects.length === 0
  const needsExample = all || projects.some((project) => ON_BROWSER.includes(project))
  const needsBrowser = needsExample || projects.includes(MATRIX)
  const needsBuild = all || projects.some((project) => [...ON_BUILD, MATRIX].includes(project))
  if (needsBuild) await build({ withExample: needsExample })
  if (needsBrowser) await ensureChromium()
  try {
    const inBand = needsBuild ? IN_BAND : []
    // Last, because jest takes every word after them for one more reporter or project.
    await jest(...others, ...inBand, ...(all ? [] : ['--selectProjects', ...projects]))
  } finally {
    printCounts()
  }
}

await runMain(async () => {
  const args = process.argv.slice(2)
  await ensureInstall()
  await (args.length > 0 ? someTests(args) : everything())
})
