import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { globMatcher } from '../../server/options/glob'
import { UsageError } from '../arguments'

const WILDCARD = /[*?[]/

/**
 * The files that match paths with wildcards, in alphabetical order.
 * @throws UsageError if a path matches no file
 */
export function findJournals(paths: readonly string[]): string[] {
  return [...new Set(paths.flatMap(filesAt))]
}

function filesAt(path: string): string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return [path]
  const name = basename(path)
  const fits = WILDCARD.test(name) ? globMatcher(name) : () => false
  const found = namesIn(dirname(path)).filter(fits).sort()
  if (found.length === 0) throw new UsageError(`there is no journal ${path}.`)
  return found.map((one) => join(dirname(path), one))
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
