import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** The folder for files that are generated from a module: in the nearest node_modules, where nothing else writes; undefined if there is none. */
export function cacheFolder(file: string): string | undefined {
  const modules = createRequire(file)
    .resolve.paths('x')
    ?.find((folder) => existsSync(folder))
  return modules && join(modules, '.cache/webio')
}
