import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/** The part of the package `typescript` that compiles one file. Version 7 and later, and other packages without it, do not count. */
interface Compiler {
  readonly version: string
  readonly sys: { fileExists(path: string): boolean; readFile(path: string): string | undefined }
  findConfigFile(from: string, exists: (path: string) => boolean): string | undefined
  readConfigFile(path: string, read: (path: string) => string | undefined): { readonly config?: unknown }
  parseJsonConfigFileContent(
    config: unknown,
    host: unknown,
    folder: string,
  ): { readonly options: Readonly<Record<string, unknown>> }
  transpileModule(
    source: string,
    options: { readonly fileName: string; readonly compilerOptions: Readonly<Record<string, unknown>> },
  ): { readonly outputText: string }
  readonly ScriptTarget: { readonly ES2022: number }
  readonly ModuleKind: { readonly ESNext: number }
  readonly JsxEmit: { readonly Preserve: number }
}

/** Returns the source of a file without ECMAScript decorators. */
export type DecoratorLowering = (source: string, file: string | undefined) => string

/** A decorator at the beginning of a line or after a word. A text may look like one, and is then compiled needlessly. */
const MAY_HAVE_DECORATOR = /(^|[\s;{}()])@[\w(]/

/**
 * Compiles ECMAScript decorators with the compiler of the project's TypeScript, because Node.js does not support decorators and jiti supports only the
 * older kind. It is loaded for the first file that may have a decorator.
 * @returns null if the project has no TypeScript; decorators then are of the older kind
 */
export function decoratorLowering(file: string): DecoratorLowering | null {
  const require = createRequire(file)
  if (!isThere(require)) return null
  let loaded: Compiler | null | undefined
  return (source, name = file) => {
    if (!/\.[cm]?tsx?$/.test(name) || !MAY_HAVE_DECORATOR.test(source)) return source
    loaded ??= compilerOf(require)
    return loaded ? lowered(loaded, source, name) : source
  }
}

function isThere(require: NodeJS.Require): boolean {
  try {
    require.resolve('typescript')
    return true
  } catch {
    return false
  }
}

function compilerOf(require: NodeJS.Require): Compiler | null {
  const compiler = require('typescript') as Partial<Compiler>
  return typeof compiler.transpileModule === 'function' ? (compiler as Compiler) : null
}

function lowered(compiler: Compiler, source: string, fileName: string): string {
  const options = optionsOf(compiler, fileName)
  if (options['experimentalDecorators'] === true) return source
  const kept = ['useDefineForClassFields', 'verbatimModuleSyntax']
  const { outputText } = compiler.transpileModule(source, {
    fileName,
    compilerOptions: {
      ...Object.fromEntries(kept.flatMap((name) => (name in options ? [[name, options[name]]] : []))),
      target: compiler.ScriptTarget.ES2022,
      module: compiler.ModuleKind.ESNext,
      jsx: compiler.JsxEmit.Preserve,
    },
  })
  return outputText
}

/** The compiler options of the nearest tsconfig.json, `extends` included. */
function optionsOf(compiler: Compiler, file: string): Readonly<Record<string, unknown>> {
  const { sys } = compiler
  const path = compiler.findConfigFile(dirname(file), sys.fileExists)
  if (path === undefined) return {}
  const { config } = compiler.readConfigFile(path, sys.readFile)
  return compiler.parseJsonConfigFileContent(
    { ...(config as object), files: [], include: [] },
    sys,
    dirname(path),
  ).options
}
