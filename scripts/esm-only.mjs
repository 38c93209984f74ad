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
 * Folders of all installed packages that contain only ES modules: `require` fails for them under jest, and in Node
 * before 20.19. It reads the installed packages, so that nobody needs to list all dependencies of react-markdown.
 *
 * @returns {string[]} relative to the repository, 'node_modules/react-markdown'
 */
export const esmOnlyFolders = () =>
  Object.entries(readJson('node_modules/.package-lock.json').packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !(/** @type {any} */ (entry).link))
    .map(([path]) => path)
    .filter(isEsmOnly)
