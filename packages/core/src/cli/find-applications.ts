import { statSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import process from 'node:process'
import type { Applications, TaskFunction } from '../engine/tasks/applications'
import { INDEX_APP } from '../engine/tasks/applications'
import { applicationsOf } from '../server/modules/applications-of'
import type { Exports } from '../server/modules/load-module'
import { SCRIPT_EXTENSIONS } from '../server/modules/load-module'
import { UsageError } from './arguments'

/**
 * The absolute path of a file of tasks.
 * @throws UsageError if there is no such file, or it cannot be loaded
 */
export function existingFile(name: string): string {
  const file = resolve(name)
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found) throw new UsageError(`there is no file ${name} in ${process.cwd()}.`)
  if (!SCRIPT_EXTENSIONS.some((extension) => extension === extname(file)))
    throw new UsageError(`${name} is not a script. FILE ends in ${SCRIPT_EXTENSIONS.join(', ')}.`)
  return file
}

/**
 * The applications of a module: its default export or `main`; without these, every function that it exports, by name. A single function is also
 * the index.
 * @throws UsageError if it exports no function
 */
export function applicationsIn(exports: Exports, name: string): Applications {
  const applications = applicationsOf(exports, name)
  if (applications !== undefined) return applications
  const functions = Object.entries(exports).filter(
    (entry): entry is [string, TaskFunction] => typeof entry[1] === 'function',
  )
  const [only, ...others] = functions
  if (only === undefined) {
    const found = Object.keys(exports)
    throw new UsageError(
      `${name} has nothing to serve. Give it a default export: export default async function main() { … }` +
        (found.length > 0 ? ` (it exports ${found.join(', ')}).` : '.'),
    )
  }
  return Object.fromEntries([...(others.length === 0 ? [[INDEX_APP, only[1]] as const] : []), ...functions])
}
