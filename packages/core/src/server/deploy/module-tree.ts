import { readdirSync, realpathSync, statSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { SCRIPT_EXTENSIONS } from '../modules/load-module'

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

const INDEX = 'index'
const MISSING: Found = { kind: 'missing' }

/** The modules in a folder tree, by URL path. Nothing outside of the folder is ever reached, by symbolic links neither. */
export class ModuleTree {
  readonly #base: string

  /** @param base path of a folder that exists */
  constructor(base: string) {
    this.#base = realpathSync(base)
  }

  /** Finds what is meant by the path of a URL, as the URL writes it. The longest part of it that names a module counts. */
  find(pathname: string): Found {
    const parts = partsOf(pathname)
    if (!parts) return MISSING
    if (parts.some((part) => /^[._]/.test(part))) return { kind: 'forbidden' }
    const exact = this.#moduleAt(parts, pathname) ?? this.#folderAt(parts, pathname)
    if (exact) return exact
    for (let length = parts.length - 1; length >= 0; length--) {
      const above = this.#moduleAt(parts.slice(0, length), pathname)
      if (above) return above
    }
    return MISSING
  }

  /** What is in a folder, in alphabetical order. */
  contents(folder: string): FolderContents {
    const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !/^[._]/.test(name))
    const modules = entries
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name.slice(0, name.length - extname(name).length))
      .filter((name) => this.#moduleFile(join(folder, name)) !== null)
    return {
      folders: entries
        .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
        .map(({ name }) => name)
        .sort(),
      modules: [...new Set(modules)].sort(),
    }
  }

  #moduleAt(parts: readonly string[], pathname: string): Found | null {
    const path = parts.map((part) => `/${encodeURIComponent(part)}`).join('')
    const last = parts.at(-1)
    const file = last === undefined ? null : this.#moduleFile(join(this.#base, ...parts))
    // `/a/` is the folder a, even where there is a module a: its page is at `/a`.
    if (file !== null && !isFolderPath(parts, pathname)) return { kind: 'module', file, path }
    const index = this.#moduleFile(join(this.#base, ...parts, INDEX))
    if (index === null) return null
    if (pathname === path && path !== '') return { kind: 'folder-without-slash' }
    return { kind: 'module', file: index, path }
  }

  #folderAt(parts: readonly string[], pathname: string): Found | null {
    const folder = join(this.#base, ...parts)
    if (kindOf(folder) !== 'folder' || !this.#isInside(folder)) return null
    return pathname.endsWith('/')
      ? { kind: 'folder', folder, path: pathname }
      : { kind: 'folder-without-slash' }
  }

  /** The file of a module, where there is one. @param path without extension */
  #moduleFile(path: string): string | null {
    const name = path.slice(path.lastIndexOf(sep) + 1)
    // Such as `x.d.ts` and `x.test.ts`: no applications.
    if (name.includes('.')) return null
    for (const extension of SCRIPT_EXTENSIONS) {
      const file = path + extension
      if (kindOf(file) === 'file') return this.#isInside(file) ? file : null
    }
    return null
  }

  #isInside(path: string): boolean {
    return `${realpathSync(path)}${sep}`.startsWith(`${this.#base}${sep}`)
  }
}

/** What is at a path; null where nothing is, or nothing that can be reached. */
function kindOf(path: string): 'file' | 'folder' | null {
  try {
    const stats = statSync(path)
    if (stats.isFile()) return 'file'
    return stats.isDirectory() ? 'folder' : null
  } catch {
    return null
  }
}

function isFolderPath(parts: readonly string[], pathname: string): boolean {
  return pathname.endsWith('/') && partsOf(pathname)?.length === parts.length
}

/** The parts of a path, or null where it is none: what a file system might understand in another way is no name of a module. */
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
