import { readFileSync, statSync } from 'node:fs'

/** What was found out about a file, and when that had been changed. */
const known = new Map<string, { readonly changed: number; readonly may: boolean }>()

/**
 * True if a file may be a module with applications, by the words in it: what is not, such as a command-line program, must not be run in
 * order to find out.
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
    return false // It has just gone.
  }
}

/** A default export or one named `main`, or CommonJS. A file that the shell runs is a program. */
function exportsSomething(text: string): boolean {
  if (text.startsWith('#!')) return false
  return (/\bexport\b/.test(text) && /\b(?:default|main)\b/.test(text)) || /\bexports\b/.test(text)
}
