import { defaultExport, importPosition, insertAll, parsed, range, styleOf } from './source-edit'

const PLUGIN = '@webio/next-plugin'

/** What `withWebIO` is called with. */
export interface WrapOptions {
  /** The module with the tasks, relative to the site's folder. */
  readonly app: string
  readonly route: string
}

/**
 * Wraps the configuration that a next.config file exports in `withWebIO`, and changes nothing else of the file.
 * @returns the new source; `'present'` if it uses the plugin already; undefined if the file is written in a way that is not understood
 */
export function wrapNextConfig(source: string, { app, route }: WrapOptions): string | 'present' | undefined {
  if (source.includes(PLUGIN)) return 'present'
  const program = parsed(source)
  const exported = program && defaultExport(program)
  if (!program || !exported) return undefined
  const { kind, node } = exported
  // A named function could be used elsewhere in the file: as an expression its name would be gone.
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
