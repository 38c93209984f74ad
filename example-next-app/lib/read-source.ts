import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A file of this site, as text. Its pages are rendered when the site is built, so nothing is read later. */
export function readSource(name: string): Promise<string> {
  // Without the remark Next would put the whole folder into the server's files, in case they were read then.
  return readFile(join(/* turbopackIgnore: true */ process.cwd(), name), 'utf8')
}
