import path from 'node:path'
import type ts from 'typescript'
import { programOf } from './program-of'

/**
 * The type that an editor shows for a group without destructuring: the object type, not the expression that
 * computes it.
 */
it('the type of a group reads as a plain object', () => {
  const source = `
import { input, input_group, NUMBER } from '../../src/index'
export const group = await input_group('G', [input('n', { name: 'n', type: NUMBER }), input('t', { name: 't' })])
`
  const { program, file } = programOf(path.resolve(__dirname, '../..'), 'test/types/hovered.ts', source)
  const checker = program.getTypeChecker()
  const module = checker.getSymbolAtLocation(program.getSourceFile(file) as ts.SourceFile)
  const [group] = checker.getExportsOfModule(module as ts.Symbol)
  const type = checker.getTypeOfSymbol(group as ts.Symbol)
  expect(checker.typeToString(type)).toBe('{ n: number | null; t: string; }')
}, 60_000)
