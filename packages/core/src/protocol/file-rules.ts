import type { FileField, RawValue, UploadSpec } from './input-spec'
import type { Message } from './messages'
import { sizeText } from './size-text'

/** The rules of a file field, written once: the page applies them before it sends a byte, and the session whatever the page did. */

/** The maximum number of files in a field, whatever their sizes: each costs the server an entry on its disk. */
export const MAX_FILES = 1000

/** What a page reports about a file before sending it. */
export interface FileFacts {
  readonly name: string
  readonly mime_type: string
  /** Bytes. */
  readonly size: number
}

/**
 * Checks a new file of a field: its kind, its size, the number of files and their total size.
 * @returns the message for the person, or null if the file is accepted
 * @example
 * const problem = checkNewFile(field, { name: 'a.pdf', mime_type: 'application/pdf', size: 5_000_000 })
 * if (problem) alert(messageText(problem))
 */
export function checkNewFile(field: FileField, file: FileFacts): Message | null {
  const { files = [], max_size, max_total_size } = field
  if (!isAccepted(field.accept ?? [], file)) {
    return { id: 'file_not_accepted', args: [file.name, (field.accept ?? []).join(', ')] }
  }
  if (file.size > max_size) return { id: 'file_too_large', args: [file.name, sizeText(max_size)] }
  const most = field.multiple ? MAX_FILES : 1
  if (files.length >= most) return { id: 'too_many_files', args: [most] }
  return totalOf(files) + file.size > max_total_size
    ? { id: 'files_too_large', args: [sizeText(max_total_size)] }
    : null
}

/** Whether `raw` names files of this field, each once. */
export function areFilesOf({ files = [] }: FileField, raw: RawValue): boolean {
  const ids = new Set(files.map(({ id }) => id))
  return Array.isArray(raw) && new Set(raw).size === raw.length && raw.every((id: number) => ids.has(id))
}

/** Checks the files in an answer: there must be one if the field is required, and each must have arrived completely. */
export function checkFiles(field: FileField, raw: RawValue): Message | null {
  const named = filesNamed(field, raw)
  if (named.length === 0) return field.required ? { id: 'required_file' } : null
  if (!field.multiple && named.length > 1) return { id: 'too_many_files', args: [1] }
  const unfinished = named.find(({ done }) => !done)
  return unfinished ? { id: 'file_unfinished', args: [unfinished.name] } : null
}

/**
 * The files of a field that a raw value names, in its order.
 * @example filesNamed(field, [3, 1]).map(({ name }) => name) // the names of the files 3 and 1
 */
export function filesNamed({ files = [] }: FileField, raw: RawValue): UploadSpec[] {
  const ids = Array.isArray(raw) ? (raw as readonly number[]) : []
  return ids.flatMap((id) => files.find((file) => file.id === id) ?? [])
}

function totalOf(files: readonly UploadSpec[]): number {
  return files.reduce((total, { size }) => total + size, 0)
}

/** By the end of the name (`.pdf`) or the type (`image/png`, `image/*`), as browsers do. An empty list accepts everything. */
function isAccepted(accept: readonly string[], { name, mime_type }: FileFacts): boolean {
  if (accept.length === 0) return true
  const [lowerName, lowerType] = [name.toLowerCase(), mime_type.toLowerCase()]
  return accept.some((given) => {
    const kind = given.toLowerCase()
    if (kind === '*' || kind === '*/*') return true
    if (kind.startsWith('.')) return lowerName.endsWith(kind)
    return kind.endsWith('/*') ? lowerType.startsWith(kind.slice(0, -1)) : lowerType === kind
  })
}
