/**
 * Refuses import cycles in the packages' sources, those of types alone included. The linter's own rule for it
 * (import-x/no-cycle) leaves type imports out.
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
  if (!specifier.startsWith('.')) return sourceOf.get(specifier)
  const path = join(dirname(file), specifier)
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
 * One cycle for each import that closes one.
 *
 * @param {string[]} files
 * @returns {string[][]}
 */
export function findCycles(files) {
  /** @type {string[][]} */
  const cycles = []
  const done = new Set()
  /** @param {string} file @param {string[]} trail the imports that led here */
  const visit = (file, trail) => {
    const start = trail.indexOf(file)
    if (start >= 0) cycles.push([...trail.slice(start), file])
    if (start >= 0 || done.has(file)) return
    for (const imported of importsOf(file)) visit(imported, [...trail, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  return cycles
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const directories = packageFolders.map((folder) => join(root, 'packages', folder, 'src'))
  const cycles = findCycles(directories.filter((directory) => existsSync(directory)).flatMap(sourcesIn))
  for (const cycle of cycles) {
    console.error(`Import cycle: ${cycle.map((file) => relative(root, file)).join('\n           -> ')}`)
  }
  if (cycles.length > 0) {
    console.error('\nMove what both files need into a third one that imports neither. Types count: a reader')
    console.error('who follows them goes in circles just the same.')
    process.exitCode = 1
  }
}
