import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolders, packageName } from '../entrypoints.mjs'
import { npm, root } from '../steps.mjs'

/**
 * Packs all packages as they would be published.
 *
 * @param {string} folder the destination
 * @returns {Record<string, string>} the path of each package's tarball, by the package's name
 */
export function pack(folder) {
  const paths = packageFolders.map((name) => join(root, 'packages', name))
  npm('pack', '--silent', '--pack-destination', folder, ...paths)
  const files = readdirSync(folder)
  return Object.fromEntries(
    packageFolders.map((name) => {
      // @webio/core becomes webio-core-1.2.3.tgz.
      const prefix = `${packageName(name).replace('@', '').replace('/', '-')}-`
      const file = files.find((one) => one.startsWith(prefix) && one.endsWith('.tgz'))
      if (!file) throw new Error(`npm pack has written no file ${prefix}….tgz.`)
      return [packageName(name), join(folder, file)]
    }),
  )
}
