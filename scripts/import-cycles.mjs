/**
 * Refuses import cycles in the packages' sources, including cycles of types. The linter's own rule for this
 * (import-x/no-cycle) ignores type imports.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { codeEntries, packageFolders, root } from './entrypoints.mjs'

const sourceOf = new Map(codeEntries.map(({ specifier, source }) => [specifier, join(root, source)]))

/** @param {string} directory @returns {string[]} */
const sourcesIn = (directory) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => join(directory, path))

/** @param {string} file @param {string} specifier @returns {string | undefined} */
function resolveImport(file, specifier) {
  const path = specifier.startsWith('.') ? join(dirname(file), specifier) : sourceOf.get(specifier)
  if (path === undefined) return undefined
  return [path, `${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].find(
    (candidate) => existsSync(candidate) && statSync(candidate).isFile(),
  )
}

/** @param {string} file @returns {string[]} */
const importsOf = (file) =>
  ts
    .preProcessFile(readFileSync(file, 'utf8'))
    .importedFiles.map(({ fileName }) => resolveImport(file, fileName))
    .filter((path) => path !== undefined)

/**
 * Finds cycles among the files and their imports: at least one through each import that closes a cycle.
 *
 * @param {string[]} files
 * @returns {string[][]}
 */
export function findCycles(files) {
  /** Keyed by the files of the cycle, which can be found from any of them. @type {Map<string, string[]>} */
  const cycles = new Map()
  const done = new Set()
  /** @param {string} file @param {string[]} trail the imports that led here */
  const visit = (file, trail) => {
    const start = trail.indexOf(file)
    const cycle = trail.slice(start)
    if (start >= 0) cycles.set([...cycle].sort().join(), [...cycle, file])
    if (start >= 0 || done.has(file)) return
    for (const imported of importsOf(file)) visit(imported, [...trail, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  return [...cycles.values()]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const directories = packageFolders.map((folder) => join(root, 'packages', folder, 'src'))
  const cycles = findCycles(directories.filter((directory) => existsSync(directory)).flatMap(sourcesIn))
  for (const cycle of cycles) {
    console.error(`Import cycle: ${cycle.map((file) => relative(root, file)).join('\n           -> ')}`)
  }
  if (cycles.length > 0) {
    console.error(
      '\nMove what both files need into a third file that imports neither. Types count too, because a reader',
    )
    console.error('who follows them also goes in circles.')
    process.exitCode = 1
  }
}
