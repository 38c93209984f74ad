import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Reads a file of this site. Its pages are rendered when the site is built, so nothing is read later. */
export function readSource(name: string): Promise<string> {
  // Without this hint, Next would add the whole folder to the server's files, in case they were read later.
  return readFile(join(/* turbopackIgnore: true */ process.cwd(), name), 'utf8')
}
