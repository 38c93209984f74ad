import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { codeEntries } from '../entrypoints.mjs'
import { env, run } from '../steps.mjs'

/** @typedef {Record<string, string>} Tarballs paths of tarballs by the names of packages */
/** @typedef {{ command: string[], install: string[], pin: (own: Tarballs) => object, files?: Record<string, string> }} Manager */

/** @param {string} spec @param {string} name @returns {string[]} */
const fromRegistry = (spec, name) => ['npm', 'exec', '--yes', `--package=${spec}`, '--', name]

/**
 * The package managers. `pin` returns the fields of package.json that make packages depend on the tarballs
 * instead of published versions; `files` are further settings.
 *
 * @type {Record<string, Manager>}
 */
export const MANAGERS = {
  npm: {
    command: ['npm'],
    install: ['install', '--strict-peer-deps'],
    // The tarballs on which the project depends satisfy each other's dependencies.
    pin: () => ({}),
  },
  pnpm: {
    command: fromRegistry('pnpm@10', 'pnpm'),
    install: ['install', '--no-frozen-lockfile', '--strict-peer-dependencies'],
    pin: (own) => ({ pnpm: { overrides: own } }),
  },
  yarn: {
    command: fromRegistry('@yarnpkg/cli-dist@4', 'yarn'),
    install: ['install', '--no-immutable'],
    pin: (own) => ({ resolutions: own }),
    // The empty file declares that the project is not part of another one.
    files: { 'yarn.lock': '', '.yarnrc.yml': 'nodeLinker: node-modules\n' },
  },
}

/** `@webio/core/script` turns the program that imports it into a script, which waits for a page. */
const specifiers = codeEntries
  .map(({ specifier }) => specifier)
  .filter((specifier) => specifier !== '@webio/core/script')

/**
 * Creates a project with the packed `create-webio`, installs the other packed packages with a package manager, imports every entry in both module
 * formats, and runs the project's own checks.
 *
 * @param {{ manager: string, folder: string, tarballs: Tarballs }} options
 */
export function tryNewProject({ manager, folder, tarballs }) {
  const found = MANAGERS[manager]
  if (!found)
    throw new Error(
      `There is no package manager '${manager}'. Name one of ${Object.keys(MANAGERS).join(', ')}.`,
    )
  const project = join(folder, `with-${manager}`)
  createWith(join(folder, `creates-${manager}`), tarballs, project, manager)
  useTarballs(project, tarballs, found)

  /** @param {string[]} args */
  const call = (...args) => {
    const [file = '', ...first] = found.command
    run(file, [...first, ...args], { cwd: project, env: { ...env, ...yarnSettings(manager) } })
  }
  call(...found.install)
  for (const file of ['entries.mjs', 'entries.cjs']) run(process.execPath, [file], { cwd: project })
  call('run', 'types')
  call('run', 'check')
}

/** Runs the packed `create-webio`. @param {string} seed @param {Tarballs} tarballs @param {string} project @param {string} manager */
function createWith(seed, tarballs, project, manager) {
  mkdirSync(seed)
  writeFileSync(join(seed, 'package.json'), '{ "private": true }')
  run('npm', ['install', '--silent', '--no-save', String(tarballs['create-webio'])], { cwd: seed })
  const args = ['--template', 'standalone', '--pm', manager, '--no-install']
  run('npx', ['--no-install', 'create-webio', project, ...args], { cwd: seed })
}

/** @param {string} project @param {Tarballs} tarballs @param {Manager} manager */
function useTarballs(project, tarballs, manager) {
  const own = Object.fromEntries(
    Object.entries(tarballs)
      .filter(([name]) => name !== 'create-webio')
      .map(([name, path]) => [name, `file:${path}`]),
  )
  const path = join(project, 'package.json')
  const content = JSON.parse(readFileSync(path, 'utf8'))
  const next = JSON.parse(
    readFileSync(new URL('../../example-next-app/package.json', import.meta.url), 'utf8'),
  )
  const changed = {
    ...content,
    dependencies: { ...content.dependencies, next: next.dependencies.next, ...own },
    ...manager.pin(own),
  }
  writeFileSync(path, JSON.stringify(changed, null, 2))
  const files = {
    ...manager.files,
    'entries.mjs': specifiers.map((name) => `await import('${name}')\n`).join(''),
    'entries.cjs': specifiers.map((name) => `require('${name}')\n`).join(''),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text)
}

/** Yarn does not read npm's settings. @param {string} manager @returns {Record<string, string>} */
function yarnSettings(manager) {
  if (manager !== 'yarn') return {}
  const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim()
  return { YARN_NPM_REGISTRY_SERVER: registry.replace(/\/$/, '') }
}
