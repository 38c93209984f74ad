import { basename, resolve } from 'node:path'

/** npm's limit. */
const MAX_LENGTH = 214

/**
 * The name in package.json of a project in a folder: the name of the folder, without what npm does not allow.
 * @example projectName('./My Tools') // 'my-tools'
 */
export function projectName(folder: string): string {
  const name = basename(resolve(folder))
    .trim()
    .toLowerCase()
    .split(/[^a-z0-9~._-]/)
    .filter((part) => part !== '')
    .join('-')
    .replace(/^[._-]+/, '')
    .slice(0, MAX_LENGTH)
  return name === '' || name === 'node_modules' ? 'webio-app' : name
}
