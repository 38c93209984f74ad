import path from 'node:path'
import ts from 'typescript'

/**
 * The type that an editor shows for a group without destructuring: the object type, not the expression that
 * computes it.
 */
it('the type of a group reads as a plain object', () => {
  const root = path.resolve(__dirname, '../..')
  const file = path.join(root, 'test/types/hovered.ts')
  const source = `
import { input, input_group, NUMBER } from '../../src/index'
export const group = await input_group('G', [input('n', { name: 'n', type: NUMBER }), input('t', { name: 't' })])
`
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (name) => ts.sys.readFile(name)) as {
    config: object
  }
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, root)
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  host.getSourceFile = (name, ...rest) =>
    name === file
      ? ts.createSourceFile(file, source, ts.ScriptTarget.ESNext, true)
      : getSourceFile.call(host, name, ...rest)
  host.fileExists = (name) => name === file || fileExists.call(host, name)
  host.readFile = (name) => (name === file ? source : readFile.call(host, name))
  const program = ts.createProgram([file], { ...options, noEmit: true }, host)
  const checker = program.getTypeChecker()
  const module = checker.getSymbolAtLocation(program.getSourceFile(file) as ts.SourceFile)
  const [group] = checker.getExportsOfModule(module as ts.Symbol)
  const type = checker.getTypeOfSymbol(group as ts.Symbol)
  expect(checker.typeToString(type)).toBe('{ n: number | null; t: string; }')
}, 60_000)
