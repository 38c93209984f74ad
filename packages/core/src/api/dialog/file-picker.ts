import type { OptionRules, Rule } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import { folderModules } from '../process/node-modules'
import { settled } from '../settled'
import { askInPopup } from './ask-in-popup'
import { datatable_select } from './datatable-select'
import type { EntryFilter, FolderEntry } from './folder-entries'
import { entriesOf, isInside, PARENT } from './folder-entries'

/** Options of `file_picker`. */
export interface FilePickerOptions<Multiple extends boolean, Cancelable extends boolean> {
  /** Several files can be chosen. @default false */
  multiple?: Multiple
  /** The end of a name, such as `'.csv'`, or several ends. @default all files */
  accept?: string | readonly string[]
  /** Whether the person may leave without a choice: with Cancel, Escape, or the close button. @default false */
  cancelable?: Cancelable
  /** Heading of the popup. @default 'Select a file' */
  title?: string
  /** Shows files and folders whose names begin with a dot. @default false */
  show_hidden_files?: boolean
}

const ENDINGS: Rule = {
  must: 'the end of a name such as ".csv", or an array of them',
  kind: (value: unknown) => [value].flat().every((one) => typeof one === 'string'),
}

const RULES = {
  multiple: 'boolean',
  accept: ENDINGS,
  cancelable: 'boolean',
  title: 'string',
  show_hidden_files: 'boolean',
} as const satisfies OptionRules

const CALLER = 'file_picker'

/**
 * Asks in a popup for a file on the server, in a folder or below it. The person cannot leave the folder, not even through symbolic links. Node only.
 *
 * @param path the folder
 * @returns the absolute path of the file; with `multiple` an array of at least one; null if it was cancelled. Rejects if the folder does not exist or
 * cannot be read, and as `datatable_select` does
 * @throws TypeError if an argument has the wrong type; Error outside Node
 * @example const file = await file_picker('/srv/reports', { accept: '.csv', cancelable: true })
 */
export function file_picker<const Multiple extends boolean = false, const Cancelable extends boolean = false>(
  path: string,
  options?: FilePickerOptions<Multiple, Cancelable>,
): Promise<(Multiple extends true ? string[] : string) | (Cancelable extends true ? null : never)> {
  type Answer = (Multiple extends true ? string[] : string) | (Cancelable extends true ? null : never)
  checkArgument(CALLER, 'path', path, 'string')
  const {
    multiple = false,
    accept = [],
    cancelable = false,
    title = 'Select a file',
    show_hidden_files = false,
  } = checkOptions<FilePickerOptions<boolean, boolean>>(CALLER, options, RULES)
  const filter = {
    endings: [accept].flat().map((ending) => ending.toLowerCase()),
    showHidden: show_hidden_files,
  }
  const look = { size: 'large', closable: cancelable, implicit_close: cancelable } as const
  const answer = askInPopup(CALLER, title, undefined, look, () => pick(path, filter, multiple, cancelable))
  return settled(answer) as Promise<Answer>
}

/** Shows one folder after another until a file is chosen. */
async function pick(
  start: string,
  filter: EntryFilter,
  multiple: boolean,
  cancelable: boolean,
): Promise<string | string[] | null> {
  const modules = folderModules(CALLER)
  const { fs, path } = modules
  const root = await fs.realpath(path.resolve(start))
  let folder = root
  for (;;) {
    const entries = await entriesOf(modules, root, folder, filter)
    const chosen = await datatable_select<FolderEntry, boolean, boolean>(entries, {
      label: path.relative(root, folder) || path.sep,
      multiple,
      cancelable,
      submit: 'Open',
      id_field: 'name',
      column_args: { kind: { width: 90 }, size: { width: 110 } },
      height: 320,
    })
    if (chosen === null) return null
    const list = [chosen].flat()
    const files = list.filter(({ kind }) => kind === 'file').map(({ name }) => path.join(folder, name))
    const [file] = files
    if (file !== undefined) return multiple ? files : file
    const [next] = list
    if (!next) continue
    const to = next.name === PARENT ? path.dirname(folder) : await fs.realpath(path.join(folder, next.name))
    // The entry may have become a link since it was listed.
    if (isInside(path.sep, root, to)) folder = to
  }
}
