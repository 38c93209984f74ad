import type { FolderModules } from '../process/node-modules'

/** A file or a folder to choose, as a row of a table. */
export interface FolderEntry {
  readonly name: string
  readonly kind: 'folder' | 'file'
  /** Bytes; null for a folder. */
  readonly size: number | null
  readonly changed: string
}

/** Selects the visible entries of a folder. */
export interface EntryFilter {
  /** Ends of names such as `.csv`, in lower case; empty for all files. */
  readonly endings: readonly string[]
  readonly showHidden: boolean
}

/** The entry that leads to the parent folder. */
export const PARENT = '..'

/**
 * The entries of a folder: folders first, then files, by name. Entries that lead out of `root` (a symbolic link), or cannot be read, are omitted.
 * @param root the real path of the folder that the person must not leave
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
        return [] // It was removed meanwhile, or is not readable.
      }
    }),
  )
  const entries = found
    .flat()
    .sort((a, b) => (a.kind === b.kind ? compare(a.name, b.name) : a.kind === 'folder' ? -1 : 1))
  return folder === root ? entries : [{ name: PARENT, kind: 'folder', size: null, changed: '' }, ...entries]
}

/** Whether a real path is the folder itself or inside it. */
export function isInside(separator: string, root: string, real: string): boolean {
  return real === root || real.startsWith(root.endsWith(separator) ? root : root + separator)
}

function hasEnding(name: string, endings: readonly string[]): boolean {
  return endings.length === 0 || endings.some((ending) => name.toLowerCase().endsWith(ending))
}

const { compare } = new Intl.Collator(undefined, { numeric: true })
