import type { Applications } from '../../engine/tasks/applications'
import type { Exports } from './load-module'
import { describe, isPlainObject } from '../../api/arguments'

/**
 * The applications of a module: its default export, or else its export `main`. It is a function, an array or an object of functions.
 * @param file the file's name, for messages
 * @returns undefined if both are missing
 * @throws TypeError if it is anything else
 */
export function applicationsOf(exports: Exports, file: string): Applications | undefined {
  const name = exports['default'] === undefined ? 'main' : 'default'
  const found = exports[name]
  if (found === undefined) return undefined
  if (typeof found === 'function' || Array.isArray(found) || isPlainObject(found))
    return found as Applications
  const what = name === 'main' ? 'the export main' : 'the default export'
  throw new TypeError(
    `${what} of ${file} must be a function, or an array or an object of functions, not ${describe(found)}.`,
  )
}
