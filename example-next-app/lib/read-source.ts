import { readRepositoryFile } from './docs/repository'

/** Reads a file of this site. Its pages are rendered when the site is built, so nothing is read later. */
export const readSource = (name: string): Promise<string> =>
  readRepositoryFile(`example-next-app/${name}`)
