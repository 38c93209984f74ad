import { defaultExport, importPosition, insertAll, parsed, range, styleOf } from './source-edit'

const PLUGIN = '@webio/next-plugin'

/** The options of `withWebIO`. */
export interface WrapOptions {
  /** The module with the tasks, relative to the site's folder. */
  readonly app: string
  readonly route: string
}

/**
 * Wraps the exported configuration of a next.config file in `withWebIO`, and changes nothing else in the file.
 * @returns the new source; `'present'` if it uses the plugin already; undefined if the file is written in a way that this does not understand
 */
export function wrapNextConfig(source: string, { app, route }: WrapOptions): string | 'present' | undefined {
  if (source.includes(PLUGIN)) return 'present'
  const program = parsed(source)
  const exported = program && defaultExport(program)
  if (!program || !exported) return undefined
  const { kind, node } = exported
  // A named function may be used elsewhere in the file. As an expression it would lose its name.
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') return undefined
  const { quote, semicolon } = styleOf(source)
  const quoted = (text: string): string => `${quote}${text}${quote}`
  const [start, end] = range(node)
  const at = importPosition(program)
  const line =
    kind === 'esm'
      ? `import { withWebIO } from ${quoted(PLUGIN)}${semicolon}`
      : `const { withWebIO } = require(${quoted(PLUGIN)})${semicolon}`
  return insertAll(source, [
    { at, text: at === 0 ? `${line}\n\n` : `\n${line}` },
    { at: start, text: 'withWebIO(' },
    { at: end, text: `, { app: ${quoted(app)}, route: ${quoted(route)} })` },
  ])
}
