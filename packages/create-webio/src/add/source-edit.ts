import { parse } from '@babel/parser'
import type { Node, Program } from '@babel/types'

/** A text to insert into a source at a position. */
export interface Insertion {
  readonly at: number
  readonly text: string
}

/** @returns undefined if the text is not JavaScript or TypeScript */
export function parsed(source: string): Program | undefined {
  try {
    return parse(source, { sourceType: 'unambiguous', plugins: ['typescript', 'jsx'] }).program
  } catch {
    return undefined
  }
}

/** The part of a source that a node covers. */
export function range(node: { start?: number | null; end?: number | null }): [start: number, end: number] {
  const { start, end } = node
  if (typeof start !== 'number' || typeof end !== 'number')
    throw new TypeError('A parsed node has a position.')
  return [start, end]
}

/** Inserts texts into a source. Positions are those in the original source. */
export const insertAll = (source: string, insertions: readonly Insertion[]): string =>
  [...insertions]
    .sort((a, b) => b.at - a.at)
    .reduce((text, { at, text: inserted }) => text.slice(0, at) + inserted + text.slice(at), source)

/** How a source quotes its strings and ends its statements: what it does most often. */
export function styleOf(source: string): { readonly quote: string; readonly semicolon: string } {
  const count = (pattern: RegExp): number => source.match(pattern)?.length ?? 0
  return {
    quote: count(/"/g) > count(/'/g) ? '"' : "'",
    semicolon: count(/;[ \t]*$/gm) > 0 ? ';' : '',
  }
}

/** The default export of a file: by `export default`, or by `module.exports =`. */
export function defaultExport(
  program: Program,
): { readonly kind: 'esm' | 'cjs'; readonly node: Node } | undefined {
  for (const statement of program.body) {
    if (statement.type === 'ExportDefaultDeclaration') return { kind: 'esm', node: statement.declaration }
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression')
      continue
    const { left, right } = statement.expression
    const isModuleExports =
      left.type === 'MemberExpression' &&
      left.object.type === 'Identifier' &&
      left.object.name === 'module' &&
      left.property.type === 'Identifier' &&
      left.property.name === 'exports'
    if (isModuleExports) return { kind: 'cjs', node: right }
  }
  return undefined
}

/** The position for an import: after the last one, or before everything else and its comments. */
export function importPosition(program: Program): number {
  const last = program.body.filter(({ type }) => type === 'ImportDeclaration').at(-1)
  if (last) return range(last)[1]
  const directive = program.directives.at(-1)
  if (directive) return range(directive)[1]
  return program.interpreter ? range(program.interpreter)[1] : 0
}
