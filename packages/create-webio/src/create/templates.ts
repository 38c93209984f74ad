import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Template } from '../arguments'

/** The folder of this package, of the sources and of the build alike. */
const home = findHome(dirname(fileURLToPath(import.meta.url)))

/** The version of this package, which is that of the other packages as well. */
export const version = (JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string })
  .version

export const templateFolder = (template: Template): string => join(home, 'templates', template)

function findHome(folder: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string }
    if (name === 'create-webio') return folder
  } catch {
    // The package's file is further up.
  }
  return findHome(dirname(folder))
}
