import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** Where files are kept that are made from a module: in the nearest node_modules, where nobody else writes; undefined if there is none. */
export function cacheFolder(file: string): string | undefined {
  const modules = createRequire(file)
    .resolve.paths('x')
    ?.find((folder) => existsSync(folder))
  return modules && join(modules, '.cache/webio')
}
