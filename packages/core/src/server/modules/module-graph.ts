import { createHash } from 'node:crypto'
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { dirname, extname, join, resolve, sep } from 'node:path'

/** Finds the file of a specifier as a loader does; undefined if it finds none. `from` is the file that names it. */
export type ResolveModule = (specifier: string, from: string) => string | undefined

const PACKAGES = `${sep}node_modules${sep}`
/** The imports in a source. It also matches in comments and texts, which then count as well; that does no harm. */
const SPECIFIER = /\b(?:from|import|require)\b[\s(]*(['"`])([^'"`\n]+)\1/g
/** Files that can import others. */
const SOURCE = /\.[cm]?[jt]sx?$/
const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json']

/**
 * The version of a program: a hash of a file and all its imports, no matter how it is indented. For packages in `node_modules`, the name and the
 * version count. An `import()` of a computed name is not followed.
 * @param file absolute path
 * @param find finds modules as its loader does. @default as Node does, with the endings and folders that TypeScript allows
 * @returns undefined if the file cannot be read
 */
export function graphVersion(file: string, find: ResolveModule = nodeFinder()): string | undefined {
  const hash = createHash('sha256')
  const first = realPath(file)
  if (first === undefined) return undefined
  // The file itself may be in such a folder.
  const ownFolder = first.slice(0, packagesIn(first))
  const isInstalled = (path: string): boolean =>
    packagesIn(path.startsWith(ownFolder) ? path.slice(ownFolder.length) : path) > 0
  const seen = new Set([first])
  const asked = new Set<string>()
  // A loop over a set also visits members that are added meanwhile.
  for (const path of seen) {
    const text = contentOf(path)
    const counts = isInstalled(path) ? nameIn(text) : text
    hash.update(`${counts.length}\n${counts}`)
    if (isInstalled(path) || !SOURCE.test(path)) continue
    for (const [, , specifier = ''] of text.matchAll(SPECIFIER)) {
      // The files of a folder name the same modules again and again.
      const key = `${dirname(path)}\n${specifier}`
      if (isBuiltin(specifier) || asked.has(key)) continue
      asked.add(key)
      const found = realPath(find(specifier, path))
      if (found !== undefined) seen.add(isInstalled(found) ? packageFile(found) : found)
    }
  }
  return hash.digest('base64url').slice(0, 16)
}

/** True if a file belongs to an installed package, and not to the author. */
export function isInPackage(file: string): boolean {
  return packagesIn(realPath(file) ?? file) > 0
}

/** The index of the part of a path after the last `node_modules`; 0 if there is none. */
function packagesIn(path: string): number {
  const at = path.lastIndexOf(PACKAGES)
  return at === -1 ? 0 : at + PACKAGES.length
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // Deleted since, or a folder.
  }
}

/** The name and the version in a package.json. Other contents do not count, because npm adds some. */
function nameIn(text: string): string {
  try {
    const { name, version } = JSON.parse(text) as { readonly name?: string; readonly version?: string }
    return `${name}@${version}`
  } catch {
    return text
  }
}

/** The package.json of the package that a file belongs to. */
function packageFile(path: string): string {
  const at = packagesIn(path)
  const [first = '', second = ''] = path.slice(at).split(sep)
  return join(path.slice(0, at), first, ...(first.startsWith('@') ? [second] : []), 'package.json')
}

/** Finds modules as Node does, and looks at each place once. */
function nodeFinder(): ResolveModule {
  const places = new Map<string, string | undefined>()
  return (specifier, from) => {
    if (!/^\.{0,2}\//.test(specifier)) return resolved(specifier, from)
    const place = resolve(dirname(from), specifier)
    if (!places.has(place)) places.set(place, candidates(place).find(isFile))
    return places.get(place)
  }
}

/** The possible files of an imported path: `./a.js` may be the file a.ts, and `./a` a file in the folder a. */
function candidates(path: string): string[] {
  const ending = extname(path)
  const stem = path.slice(0, path.length - ending.length)
  const typed = /^\.[cm]?jsx?$/.test(ending) ? [stem + ending.replace('js', 'ts'), `${stem}.tsx`] : []
  return [
    path,
    ...typed,
    ...ENDINGS.map((end) => path + end),
    ...ENDINGS.map((end) => join(path, `index${end}`)),
  ]
}

function resolved(specifier: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(specifier)
  } catch {
    return undefined
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

function realPath(path: string | undefined): string | undefined {
  try {
    return path === undefined ? undefined : realpathSync.native(path)
  } catch {
    return undefined
  }
}
