import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './entrypoints.mjs'

/** @param {string} path @returns {any} */
const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))

/** @param {string} path of an installed package */
function isEsmOnly(path) {
  const { type, exports, main } = readJson(`${path}/package.json`)
  return type === 'module' && !/"require"|\.cjs"/.test(JSON.stringify([exports, main]))
}

/**
 * Folders of all installed packages that hold ES modules only: `require` of them fails under jest, and in Node
 * before 20.19. Read from what is installed, so that nobody has to list all that react-markdown brings along.
 *
 * @returns {string[]} relative to the repository, 'node_modules/react-markdown'
 */
export const esmOnlyFolders = () =>
  Object.entries(readJson('node_modules/.package-lock.json').packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !(/** @type {any} */ (entry).link))
    .map(([path]) => path)
    .filter(isEsmOnly)
