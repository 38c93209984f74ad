import type { FolderModules } from '../process/node-modules'

/** A file or folder that can be picked, as a row of a table. */
export interface FolderEntry {
  readonly name: string
  readonly kind: 'folder' | 'file'
  /** Bytes; null for a folder. */
  readonly size: number | null
  readonly changed: string
}

/** Which entries of a folder are shown. */
export interface EntryFilter {
  /** Ends of names such as `.csv`, in lower case; empty: all files. */
  readonly endings: readonly string[]
  readonly showHidden: boolean
}

/** The way up. */
export const PARENT = '..'

/**
 * What is in a folder: folders first, then files, by name. What leads out of `root` (a symbolic link), or cannot be read, is left out.
 * @param root real path of the folder that the person must not leave
 */
export async function entriesOf(
  { fs, path }: FolderModules,
  root: string,
  folder: string,
  { endings, showHidden }: EntryFilter,
): Promise<FolderEntry[]> {
  const names = (await fs.readdir(folder)).filter((name) => showHidden || !name.startsWith('.'))
  const found = await Promise.all(
    names.map(async (name): Promise<FolderEntry[]> => {
      try {
        const real = await fs.realpath(path.join(folder, name))
        if (!isInside(path.sep, root, real)) return []
        const facts = await fs.stat(real)
        const isFolder = facts.isDirectory()
        if (!isFolder && !hasEnding(name, endings)) return []
        const changed = new Date(facts.mtimeMs).toISOString().slice(0, 16).replace('T', ' ')
        return [{ name, kind: isFolder ? 'folder' : 'file', size: isFolder ? null : facts.size, changed }]
      } catch {
        return [] // It has gone meanwhile, or is not ours to read.
      }
    }),
  )
  const entries = found
    .flat()
    .sort((a, b) => (a.kind === b.kind ? compare(a.name, b.name) : a.kind === 'folder' ? -1 : 1))
  return folder === root ? entries : [{ name: PARENT, kind: 'folder', size: null, changed: '' }, ...entries]
}

/** Tells whether a real path is a folder's own or lies in it. */
export function isInside(separator: string, root: string, real: string): boolean {
  return real === root || real.startsWith(root.endsWith(separator) ? root : root + separator)
}

function hasEnding(name: string, endings: readonly string[]): boolean {
  return endings.length === 0 || endings.some((ending) => name.toLowerCase().endsWith(ending))
}

const { compare } = new Intl.Collator(undefined, { numeric: true })
