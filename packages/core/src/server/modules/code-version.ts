import process from 'node:process'
import { isPlainObject } from '../../api/arguments'
import type { TaskFunction } from '../../engine/tasks/applications'
import { textHash } from '../../state/text-hash'
import type { ResolveModule } from './module-graph'
import { graphVersion, isInPackage } from './module-graph'

/** The known versions of this process's code. */
interface KnownCode {
  /** The version of the whole program, from the framework that has built it: the BUILD_ID of Next.js. `@webio/next-plugin` sets it. */
  build?: string | undefined
  /** The versions of functions that came from their own file. Each is determined when it is first requested. */
  readonly ofFunctions: WeakMap<TaskFunction, () => string | undefined>
}

/** One for all copies of this package, and for the plugin of Next.js. */
const KNOWN = Symbol.for('@webio/core/code-version/1')

function known(): KnownCode {
  const global = globalThis as { [KNOWN]?: Partial<KnownCode> }
  const code = (global[KNOWN] ??= {}) as {
    build?: string | undefined
    ofFunctions?: KnownCode['ofFunctions']
  }
  code.ofFunctions ??= new WeakMap()
  return code as KnownCode
}

/** Gives the functions that a file exports the version of the file and all its imports. */
export function rememberCode(
  exports: Readonly<Record<string, unknown>>,
  file: string,
  find?: ResolveModule,
): void {
  const version = once(() => graphVersion(file, find))
  for (const app of Object.values(exports).flatMap(functionsIn)) known().ofFunctions.set(app, version)
}

/**
 * The version of an application's code: of the build, of the file that `webio FILE` or `path_deploy` has loaded, or of the program that this process
 * runs. If none of these is known, a hash of the function's own source.
 */
export function codeVersionOf(app: TaskFunction): string {
  const { build, ofFunctions } = known()
  return build ?? ofFunctions.get(app)?.() ?? programVersion() ?? textHash(String(app)).toString(36)
}

/** The version of the program that `node FILE` has started, if it is the author's. A tool, such as a test runner, says nothing about their code. */
const programVersion = once(() => {
  const [, file] = process.argv
  return file === undefined || isInPackage(file) ? undefined : graphVersion(file)
})

function functionsIn(value: unknown): TaskFunction[] {
  if (typeof value === 'function') return [value as TaskFunction]
  const inside = Array.isArray(value) ? value : isPlainObject(value) ? Object.values(value) : []
  return inside.filter((one): one is TaskFunction => typeof one === 'function')
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
