/** Builds what has changed since the last build. `--force` builds everything; `--example` also builds the example. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { packageFolders, packageName } from './entrypoints.mjs'
import { isCompiled } from './react-compiler.mjs'
import { npm, root, runMain, step } from './steps.mjs'

const stamps = join(root, 'node_modules/.cache/webio')

/** Paths that are created by a build, or do not affect one. */
const LEFT_OUT =
  /(^|[\\/])(node_modules|dist|\.next|\.reference|\.sessions|public|\(webio\)|test|bench|examples|next-env\.d\.ts|[^\\/]*\.(test|test-d)\.tsx?|[^\\/]*\.md|LICENSE)($|[\\/])/

/** Tools and settings that affect every build. */
const SHARED = [
  'package-lock.json',
  'tsconfig.base.json',
  'tsconfig.paths.json',
  'scripts/entrypoints.mjs',
  'scripts/tsdown.mjs',
  'scripts/react-compiler.mjs',
]

/** @param {string} path file or folder, relative to the repository @returns {string[]} */
const filesOf = (path) =>
  !existsSync(join(root, path))
    ? []
    : statSync(join(root, path)).isFile()
      ? [path]
      : readdirSync(join(root, path))
          .filter((name) => !LEFT_OUT.test(name))
          .sort()
          .flatMap((name) => filesOf(`${path}/${name}`))

/** @param {string[]} paths files and folders */
function contentHash(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap(filesOf))
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

/** All files below a folder of the documentation, including examples and texts. @param {string} folder */
const filesBelow = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))

/** The parts of the repository that the site shows. */
const documents = () => [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', '.changeset/README.md'],
  ...packageFolders.map((folder) => `packages/${folder}/README.md`),
  ...filesBelow('docs').sort(),
]

/**
 * @param {string} name of what is built
 * @param {{ inputs: string[], output: string, script: string[], force: boolean }} options `script`: the arguments of `npm run` that build it
 */
async function buildIfChanged(name, { inputs, output, script, force }) {
  const stamp = join(stamps, `${name}.built`)
  const hash = contentHash([...SHARED, ...inputs]) + (isCompiled ? ' compiled' : '')
  const isFresh = existsSync(stamp) && existsSync(join(root, output)) && readFileSync(stamp, 'utf8') === hash
  if (isFresh && !force) return
  // An interrupted build must not pass for the last successful one.
  rmSync(stamp, { force: true })
  await step(`build ${name}`, `npm run ${script.join(' ')}`, () => npm('run', '--silent', ...script))
  mkdirSync(stamps, { recursive: true })
  writeFileSync(stamp, hash)
}

/** Makes the next build rebuild a package, because its `dist` has no types. @param {string} folder */
export const forgetBuild = (folder) => rmSync(join(stamps, `${folder}.built`), { force: true })

/** Builds the packages, in order. A package is rebuilt if one that it needs has changed. */
export async function buildPackages({ force = false } = {}) {
  for (const [index, folder] of packageFolders.entries()) {
    await buildIfChanged(folder, {
      inputs: packageFolders.slice(0, index + 1).map((needed) => `packages/${needed}`),
      output: `packages/${folder}/dist`,
      script: ['build', '-w', packageName(folder)],
      force,
    })
  }
}

/** The reference, which the site shows. */
export async function buildReference({ force = false } = {}) {
  await buildIfChanged('reference', {
    inputs: [...packageFolders.map((folder) => `packages/${folder}/src`), ...filesOf('scripts/reference')],
    output: 'example-next-app/.reference/index.md',
    script: ['reference'],
    force,
  })
}

/** The frame in which the site runs programs from the playground. */
export async function buildPlayground({ force = false } = {}) {
  await buildIfChanged('playground', {
    inputs: ['packages/core', 'packages/react', 'example-next-app/playground'],
    output: 'example-next-app/public/playground/frame.html',
    script: ['playground', '-w', 'example-next-app'],
    force,
  })
}

export async function buildExample({ force = false } = {}) {
  await buildReference({ force })
  await buildPlayground({ force })
  await buildIfChanged('example-next-app', {
    inputs: [
      ...packageFolders.map((folder) => `packages/${folder}`),
      'example-next-app',
      ...filesOf('scripts/reference'),
      ...documents(),
    ],
    output: 'example-next-app/.next/BUILD_ID',
    script: ['build', '-w', 'example-next-app'],
    force,
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const options = { force: process.argv.includes('--force') }
    await buildPackages(options)
    if (process.argv.includes('--example')) await buildExample(options)
  })
}
