import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** The folder of the repository: Next.js runs in the site's folder, jest in the repository's. */
export const REPOSITORY =
  basename(process.cwd()) === 'example-next-app'
    ? dirname(process.cwd())
    : process.cwd()

/** A path of the repository on this machine. */
export const inRepository = (path: string): string =>
  // Without the remark Next.js would add the whole repository to the server's files.
  join(/* turbopackIgnore: true */ REPOSITORY, path)

/** A file of the repository, as text. The pages of documents are rendered by the build; a page of the reference reads files when it is first visited. */
export const readRepositoryFile = (path: string): Promise<string> =>
  readFile(inRepository(path), 'utf8')
