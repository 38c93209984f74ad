import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import ts from 'typescript'
import { codeEntries, derivedFiles } from '../entrypoints.mjs'

describe('the list of entry points', () => {
  it.each(Object.entries(derivedFiles()))('matches %s', (path, text) => {
    if (readFileSync(path, 'utf8') === text) return
    throw new Error(`${path} differs from scripts/entrypoints.mjs. To write it again: npm run entrypoints`)
  })
})

/** Editors, tables and charts are also bundled, and the machine may be busy. */
const BUNDLING_MS = 60_000

describe('isomorphism', () => {
  const entries = codeEntries.filter(({ specifier }) =>
    ['@webio/core', '@webio/core/protocol', '@webio/react'].includes(specifier),
  )

  it.each(entries)(
    '$specifier bundles for the browser',
    async ({ specifier, source }) => {
      // esbuild refuses an import of a module that browsers lack, whether `node:fs` or `fs`.
      const { metafile } = await build({
        stdin: { contents: `export * from '${specifier}'`, resolveDir: process.cwd() },
        bundle: true,
        write: false,
        metafile: true,
        platform: 'browser',
        format: 'esm',
        tsconfig: 'tsconfig.base.json',
        external: ['react', 'react-dom'],
        logLevel: 'silent',
      })
      // The sources, and not a build that may be out of date.
      expect(metafile.inputs).toHaveProperty([source])
      const external = Object.values(metafile.outputs).flatMap(({ imports }) =>
        imports.map(({ path }) => path),
      )
      expect(external.filter((path) => !path.startsWith('react'))).toEqual([])
    },
    BUNDLING_MS,
  )
})

describe('public names', () => {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)).config,
    ts.sys,
    '.',
  )
  const program = ts.createProgram(
    codeEntries.map(({ source }) => source),
    options,
  )
  const checker = program.getTypeChecker()

  /** 'input' for a value, 'type Command' for a type-only name. */
  function publicNames(source: string): string[] {
    const file = program.getSourceFile(source)
    const module = file && checker.getSymbolAtLocation(file)
    if (!module) throw new Error(`${source} exports nothing, or does not exist.`)
    return checker
      .getExportsOfModule(module)
      .map((symbol) => ({
        name: symbol.name,
        flags: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol).flags : symbol.flags,
        isTypeOnly: symbol.declarations?.some((it) => ts.isTypeOnlyImportOrExportDeclaration(it)),
      }))
      .map(({ name, flags, isTypeOnly }) =>
        flags & ts.SymbolFlags.Value && !isTypeOnly ? name : `type ${name}`,
      )
      .sort()
  }

  it.each(codeEntries)('$specifier', ({ source }) => {
    expect(publicNames(source)).toMatchSnapshot()
  })
})
