import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What a module exports, by name. */
export type Exports = Readonly<Record<string, unknown>>

/** Files that can be loaded. */
export const SCRIPT_EXTENSIONS = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx'] as const

const PLAIN = new Set(['.js', '.mjs', '.cjs'])

/**
 * Loads a module with all that it awaits at its top level: JavaScript as Node does, TypeScript and JSX by jiti, which takes path aliases
 * from the tsconfig.json beside it and checks no types.
 * @param file absolute path
 * @param anew evaluates the file again where it has been loaded before; what it imports stays as it was
 * @returns its exports
 */
export async function loadModule(file: string, anew = false): Promise<Exports> {
  const url = pathToFileURL(file).href
  if (PLAIN.has(extname(file))) return exportsOf(await import(anew ? `${url}?${Date.now()}` : url), file)
  const { createJiti } = await import('jiti')
  const jiti = createJiti(url, {
    interopDefault: false,
    moduleCache: !anew,
    tsconfigPaths: true,
    jsx: true,
  })
  return (await jiti.import(file)) as Exports
}

/** Of a CommonJS module Node gives what it could find out by name; here it is all that the module exports. */
function exportsOf(module: unknown, file: string): Exports {
  const commonJs = createRequire(file).cache[realpathSync(file)]
  if (!commonJs) return module as Exports
  const whole: unknown = commonJs.exports
  return typeof whole === 'function' ? { default: whole } : (whole as Exports)
}
