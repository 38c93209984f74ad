import { readFileSync, statSync } from 'node:fs'

/** The result for a file, and the file's modification time. */
const known = new Map<string, { readonly changed: number; readonly may: boolean }>()

/**
 * Tells from the words in a file whether it may be a module with applications. Other files, such as command-line programs, must not be executed to
 * find out.
 */
export function mayHaveApplication(file: string): boolean {
  try {
    const { mtimeMs: changed } = statSync(file)
    const before = known.get(file)
    if (before?.changed === changed) return before.may
    const may = exportsSomething(readFileSync(file, 'utf8'))
    known.set(file, { changed, may })
    return may
  } catch {
    return false // The file was just deleted.
  }
}

/** A default export, an export named `main`, or CommonJS. A file with a shebang is a program. */
function exportsSomething(text: string): boolean {
  if (text.startsWith('#!')) return false
  return (/\bexport\b/.test(text) && /\b(?:default|main)\b/.test(text)) || /\bexports\b/.test(text)
}
