import { readdirSync, realpathSync, statSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { SCRIPT_EXTENSIONS } from '../modules/load-module'
import { mayHaveApplication } from '../modules/may-have-application'

/** What a URL path stands for in a folder of modules. */
export type Found =
  /** A module, with the URL path at which it is: its page, and everything below. */
  | { readonly kind: 'module'; readonly file: string; readonly path: string }
  /** A folder without a module `index`. `path` ends with a slash. */
  | { readonly kind: 'folder'; readonly folder: string; readonly path: string }
  /** A folder that was named without its final slash. */
  | { readonly kind: 'folder-without-slash' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'missing' }

/** What a folder holds, without what cannot be reached. */
export interface FolderContents {
  readonly folders: readonly string[]
  readonly modules: readonly string[]
}

/** What is at one step of a path. */
interface Step {
  /** The module of that name, and the one that stands for the folder of that name. */
  readonly file: string | null
  readonly index: string | null
  readonly isFolder: boolean
}

const INDEX = 'index'
const MISSING: Found = { kind: 'missing' }
/** Nobody nests deeper, and everybody can ask. */
const LONGEST_PATH = 1000
const MOST_PARTS = 32

/**
 * The modules in a folder tree, by URL path. Nothing outside the folder can be reached, not even through symbolic links, nor what lies in
 * `node_modules` or has a name that begins with a dot or an underscore.
 */
export class ModuleTree {
  readonly #base: string

  /** @param base path of a folder that exists */
  constructor(base: string) {
    this.#base = realpathSync(base)
  }

  /** Finds what is meant by the path of a URL, as the URL writes it. The longest part of it that names a module counts. */
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

  /** What is in a folder, in alphabetical order. */
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

  /** Goes down from the base, as far as there are folders. The first step is the base itself. */
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

  /** @param module path of a module without its extension, null for none */
  #step(module: string | null, folder: string): Step {
    const isFolder = kindOf(folder) === 'folder' && this.#isInside(folder)
    return {
      file: module === null ? null : this.#moduleFile(module),
      index: isFolder ? this.#moduleFile(join(folder, INDEX)) : null,
      isFolder,
    }
  }

  /** What the whole of a path names. `/a/` is the folder a, even if there is a module a, whose page is at `/a`. */
  #exactly(parts: readonly string[], pathname: string, { file, index, isFolder }: Step): Found | null {
    const path = pathOf(parts)
    const isFolderPath = pathname.endsWith('/')
    if (file !== null && !isFolderPath) return { kind: 'module', file, path }
    if (!isFolder) return null
    if (!isFolderPath && path !== '') return { kind: 'folder-without-slash' }
    if (index !== null) return { kind: 'module', file: index, path }
    return { kind: 'folder', folder: join(this.#base, ...parts), path: pathname }
  }

  /** The file of a module, if there is one that may have applications. @param path without extension */
  #moduleFile(path: string): string | null {
    const name = path.slice(path.lastIndexOf(sep) + 1)
    // Such as `x.d.ts` and `x.test.ts`: no applications.
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
      return false // It has just gone.
    }
  }
}

function isForbidden(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.') || name.startsWith('_')
}

/** What is at a path; null if nothing is, or nothing that can be reached. */
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

/** The parts of a path, or null if it has none: what a file system might understand in another way is no name of a module. */
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
