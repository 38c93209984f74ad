/**
 * The code that start.mjs and test.mjs share. It uses only Node, because they run before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

export const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }

/** A failed step, and the command that repeats it alone. */
export class StepError extends Error {
  /** @param {string} title @param {string} command @param {unknown} [cause] */
  constructor(title, command, cause) {
    super(`${title} failed. To repeat it alone: ${command}`, { cause })
  }
}

/**
 * Announces the work, does it, and prints how long it took.
 *
 * @template T
 * @param {string} title
 * @param {string} command the command that does this alone
 * @param {() => T | Promise<T>} work
 */
export async function step(title, command, work) {
  const start = performance.now()
  console.log(`\n=== ${title}`)
  try {
    return await work()
  } catch (error) {
    throw new StepError(title, command, error)
  } finally {
    console.log(`--- ${title}: ${((performance.now() - start) / 1000).toFixed(1)} s`)
  }
}

/** Runs a program to its end, and passes its output on. @param {string} file @param {string[]} args */
export function run(file, args, options = {}) {
  const { status, signal, error } = spawnSync(file, args, { cwd: root, env, stdio: 'inherit', ...options })
  if (error) throw error
  if (status !== 0) throw new Error(`${[file, ...args].join(' ')} ended with ${signal ?? `code ${status}`}`)
}

/** The command line of npm: the npm that started this process, if there is one. @param {string[]} args @returns {[string, string[]]} */
const npmCommand = (...args) =>
  process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath, ...args]] : ['npm', args]

/** Runs npm. @param {string[]} args */
export function npm(...args) {
  run(...npmCommand(...args), { shell: !process.env.npm_execpath && process.platform === 'win32' })
}

/**
 * Runs a program in parallel with others, and prints its whole output when it ends.
 *
 * @param {string} title @param {string} command the command that does this alone
 * @param {string} file @param {string[]} args
 * @returns {Promise<string>} its output
 */
export async function runBeside(title, command, file, args) {
  const begin = performance.now()
  console.log(`... ${title}`)
  const { child, exit } = start(file, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)))
  const code = await exit
  console.log(`\n=== ${title}\n${output}--- ${title}: ${((performance.now() - begin) / 1000).toFixed(1)} s`)
  if (code !== 0) throw new StepError(title, command, new Error(`It ended with code ${code}.`))
  return output
}

/** Runs a script of package.json in parallel with others. @param {string} name @param {string[]} args */
export const scriptBeside = (name, ...args) =>
  runBeside(
    [name, ...args].join(' '),
    `npm run ${[name, ...(args.length > 0 ? ['--'] : []), ...args].join(' ')}`,
    ...npmCommand('run', '--silent', name, '--', ...args),
  )

/**
 * Works through several lists concurrently. After a failure, nothing new begins.
 *
 * @param {(() => Promise<unknown>)[][]} lanes
 */
export async function runLanes(...lanes) {
  /** @type {unknown[]} */
  const failures = []
  await Promise.all(
    lanes.map(async (steps) => {
      for (const run of steps) {
        if (failures.length > 0) return
        try {
          await run()
        } catch (error) {
          failures.push(error)
        }
      }
    }),
  )
  if (failures.length > 0) throw failures[0]
}

/** @param {string} path @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }>} */
const lockedPackages = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).packages

/** Whether node_modules matches package-lock.json. */
function isInstalled() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false
  // Compared by content: modification times are meaningless after a checkout, and `npm install` writes the
  // two files in either order.
  const installed = lockedPackages('node_modules/.package-lock.json')
  return Object.entries(lockedPackages('package-lock.json'))
    .filter(([path, { optional }]) => path.includes('node_modules/') && !optional)
    .every(([path, { version }]) => path in installed && installed[path]?.version === version)
}

/** Installs the packages of package-lock.json, unless they are installed. */
export async function ensureInstall() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Node 20.19 or later is needed to work on this repository; this is ${process.version}.`)
  }
  if (isInstalled()) return
  // Otherwise, NODE_ENV=production would omit the tools.
  await runBeside('install', 'npm ci', ...npmCommand('ci', '--include=dev', '--no-audit', '--no-fund'))
}

/**
 * Starts a program that shares the output of this process. Resolves with its exit code. Signals to this
 * process are passed on.
 *
 * @param {string} file @param {string[]} args @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(file, args, options = {}) {
  const child = spawn(file, args, { cwd: root, env, stdio: 'inherit', ...options })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal))
  /** @type {Promise<number>} */
  const exit = new Promise((resolve, reject) => {
    child.on('error', reject)
    // At this event, unlike at `exit`, all output of the program has been read.
    child.on('close', (code) => resolve(code ?? 1))
  })
  return { child, exit }
}

/** Runs `main`, and ends the process with an error message if it fails. @param {() => Promise<number | void>} main */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error)
    if (cause instanceof Error) console.error(`\n${cause.message}`)
    console.error(`\n${message}`)
    process.exitCode = 1
  }
}
