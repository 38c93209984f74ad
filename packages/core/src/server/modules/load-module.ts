import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { cacheFolder } from './cache-folder'
import { rememberCode } from './code-version'
import { decoratorLowering } from './decorators'

/** The exports of a module, by name. */
export type Exports = Readonly<Record<string, unknown>>

/** Files that can be loaded. */
export const SCRIPT_EXTENSIONS = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx'] as const

const PLAIN = new Set(['.js', '.mjs', '.cjs'])

/**
 * Loads a module, including its top-level awaits: JavaScript as Node does, TypeScript and JSX with jiti, which uses the path aliases of the nearest
 * tsconfig.json and does not check types. Decorators are those of ECMAScript unless tsconfig.json asks for `experimentalDecorators`.
 * @param file absolute path
 * @param anew evaluates the file again if it has been loaded before; its imports are not evaluated again
 * @returns its exports
 */
export async function loadModule(file: string, anew = false): Promise<Exports> {
  const url = pathToFileURL(file).href
  if (PLAIN.has(extname(file))) {
    const exports = exportsOf(await import(anew ? `${url}?${Date.now()}` : url), file)
    rememberCode(exports, file)
    return exports
  }
  const { createJiti } = await import('jiti')
  const options = { interopDefault: false, moduleCache: !anew, tsconfigPaths: true, jsx: true }
  const standard = createJiti(url, options)
  const lower = decoratorLowering(file)
  const cache = cacheFolder(file)
  const jiti = lower
    ? createJiti(url, {
        ...options,
        // jiti identifies a file's compiled text by its source, which does not tell how decorators were compiled.
        fsCache: cache === undefined ? false : join(cache, 'jiti'),
        transform: (input) => ({
          code: standard.transform({ ...input, source: lower(input.source, input.filename) }),
        }),
      })
    : standard
  const exports = (await jiti.import(file)) as Exports
  rememberCode(exports, file, (specifier, from) => {
    const found = jiti.esmResolve(specifier, { parentURL: pathToFileURL(from).href, try: true })
    return found?.startsWith('file:') ? fileURLToPath(found) : found
  })
  return exports
}

/** For a CommonJS module, Node returns only the names that it detects; this returns all exports. */
function exportsOf(module: unknown, file: string): Exports {
  const commonJs = createRequire(file).cache[realpathSync(file)]
  if (!commonJs) return module as Exports
  const whole: unknown = commonJs.exports
  return typeof whole === 'function' ? { default: whole } : (whole as Exports)
}
