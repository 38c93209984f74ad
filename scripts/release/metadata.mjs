import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolders, packageName, root } from '../entrypoints.mjs'

/** The metadata that a published package must have. */
const FIELDS = ['version', 'description', 'license', 'keywords', 'engines', 'files', 'publishConfig']

/** The fields that `npm run entrypoints` derives from `repository` in the package.json of the root. */
const ORIGIN = ['repository', 'homepage', 'bugs']

/** @param {string} folder @returns {Record<string, unknown>} */
const manifestOf = (folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))

/** Sentences about the metadata that the packages lack and a published package must have. */
export const metadataProblems = () =>
  packageFolders.flatMap((folder) => {
    const path = `packages/${folder}`
    const manifest = manifestOf(path)
    const origin = hasOrigin() ? ORIGIN : []
    const missing = [...FIELDS, ...origin].filter((field) => manifest[field] === undefined)
    const files = ['README.md', 'LICENSE'].filter((file) => !existsSync(join(root, path, file)))
    return [
      ...missing.map((field) => `${packageName(folder)} has no ${field} in its package.json.`),
      ...files.map((file) => `${packageName(folder)} has no ${file}.`),
    ]
  })

/** Whether the address of the repository is known. */
export const hasOrigin = () => manifestOf('.')['repository'] !== undefined

export const NO_ORIGIN = `The address of the repository is missing, so the packages have no ${ORIGIN.join(', no ')}. Add it to the package.json of the root:
  "repository": { "type": "git", "url": "git+https://HOST/OWNER/NAME.git" }
Then run npm run entrypoints, which writes all three into the packages.`
