import type { Applications } from '../../engine/tasks/applications'
import type { Exports } from './load-module'
import { describe, isPlainObject } from '../../api/arguments'

/**
 * The applications of a module: its default export, else its export `main`. A function, an array or an object of functions.
 * @param file its name, for messages
 * @returns undefined where it has neither
 * @throws TypeError where it is something else
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
