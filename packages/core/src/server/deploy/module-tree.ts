import { readdirSync, realpathSync, statSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { SCRIPT_EXTENSIONS } from '../modules/load-module'
import { mayHaveApplication } from '../modules/may-have-application'

/** The meaning of a URL path in a folder of modules. */
export type Found =
  /** A module, with the URL path of its page. Everything below the path belongs to it too. */
  | { readonly kind: 'module'; readonly file: string; readonly path: string }
  /** A folder without a module `index`. `path` ends with a slash. */
  | { readonly kind: 'folder'; readonly folder: string; readonly path: string }
  /** A folder, requested without its final slash. */
  | { readonly kind: 'folder-without-slash' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'missing' }

/** The reachable contents of a folder. */
export interface FolderContents {
  readonly folders: readonly string[]
  readonly modules: readonly string[]
}

/** The contents at one step of a path. */
interface Step {
  /** The module of this name, and the index module of the folder of this name. */
  readonly file: string | null
  readonly index: string | null
  readonly isFolder: boolean
}

const INDEX = 'index'
const MISSING: Found = { kind: 'missing' }
/** The limits of a path's length and depth, because anybody can send a request. Real folders are smaller. */
const LONGEST_PATH = 1000
const MOST_PARTS = 32

/**
 * The modules in a folder tree, by URL path. Nothing outside the folder can be reached, not even through symbolic links. The same applies to
 * `node_modules` and to names that begin with a dot or an underscore.
 */
export class ModuleTree {
  readonly #base: string

  /**
   * @param base path of an existing folder
   */
  constructor(base: string) {
    this.#base = realpathSync(base)
  }

  /** Finds the target of a URL path, given as in the URL. The longest prefix that names a module wins. */
  find(pathname: string): Found {
    const parts = pathname.length > LONGEST_PATH ? null : partsOf(pathname)
    if (!parts || parts.length > MOST_PARTS) return MISSING
    if (parts.some(isForbidden)) return { kind: 'forbidden' }
    const steps = this.#walk(parts)
    const exact = steps.length > parts.length ? this.#exactly(parts, pathname, steps.at(-1) as Step) : null
    if (exact) return exact
    for (let length = Math.min(steps.length, parts.length) - 1; length >= 0; length--) {
      const { file, index } = steps[length] as Step
      const above = file ?? index
      if (above !== null) return { kind: 'module', file: above, path: pathOf(parts.slice(0, length)) }
    }
    return MISSING
  }

  /** The contents of a folder, in alphabetical order. */
  contents(folder: string): FolderContents {
    const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !isForbidden(name))
    const modules = entries
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name.slice(0, name.length - extname(name).length))
      .filter((name) => this.#moduleFile(join(folder, name)) !== null)
    return {
      folders: entries
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort(),
      modules: [...new Set(modules)].sort(),
    }
  }

  /** Walks down from the base as far as folders exist. The first step is the base itself. */
  #walk(parts: readonly string[]): Step[] {
    const steps = [this.#step(null, this.#base)]
    let folder = this.#base
    for (const part of parts) {
      folder = join(folder, part)
      const step = this.#step(folder, folder)
      steps.push(step)
      if (!step.isFolder) break
    }
    return steps
  }

  /**
   * @param module path of a module without its extension, or null
   */
  #step(module: string | null, folder: string): Step {
    const isFolder = kindOf(folder) === 'folder' && this.#isInside(folder)
    return {
      file: module === null ? null : this.#moduleFile(module),
      index: isFolder ? this.#moduleFile(join(folder, INDEX)) : null,
      isFolder,
    }
  }

  /** The target of the complete path. `/a/` is the folder a, even if a module a exists, whose page is at `/a`. */
  #exactly(parts: readonly string[], pathname: string, { file, index, isFolder }: Step): Found | null {
    const path = pathOf(parts)
    const isFolderPath = pathname.endsWith('/')
    if (file !== null && !isFolderPath) return { kind: 'module', file, path }
    if (!isFolder) return null
    if (!isFolderPath && path !== '') return { kind: 'folder-without-slash' }
    if (index !== null) return { kind: 'module', file: index, path }
    return { kind: 'folder', folder: join(this.#base, ...parts), path: pathname }
  }

  /**
   * The file of a module, if one exists that may have applications.
   * @param path the path without extension
   */
  #moduleFile(path: string): string | null {
    const name = path.slice(path.lastIndexOf(sep) + 1)
    // Files such as `x.d.ts` and `x.test.ts` are not applications.
    if (name.includes('.')) return null
    for (const extension of SCRIPT_EXTENSIONS) {
      const file = path + extension
      if (kindOf(file) === 'file') return this.#isInside(file) && mayHaveApplication(file) ? file : null
    }
    return null
  }

  #isInside(path: string): boolean {
    try {
      return `${realpathSync(path)}${sep}`.startsWith(`${this.#base}${sep}`)
    } catch {
      return false // The file was just deleted.
    }
  }
}

function isForbidden(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.') || name.startsWith('_')
}

/** The file or folder at a path; null if it does not exist or cannot be reached. */
function kindOf(path: string): 'file' | 'folder' | null {
  try {
    const stats = statSync(path)
    if (stats.isFile()) return 'file'
    return stats.isDirectory() ? 'folder' : null
  } catch {
    return null
  }
}

function pathOf(parts: readonly string[]): string {
  return parts.map((part) => `/${encodeURIComponent(part)}`).join('')
}

/** The parts of a path; null if one of them is not a valid module name, because a file system might interpret it differently. */
function partsOf(pathname: string): string[] | null {
  try {
    const parts = pathname
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent)
    return parts.some((part) => /[/\\:\0]/.test(part)) ? null : parts
  } catch {
    return null
  }
}
