import type { CodeEditorSpec } from '../../protocol/input-spec'
import type { OptionRules } from '../arguments'
import { checkOptions } from '../arguments'
import { withoutNulls } from '../without-nulls'

/** Options of the code editor, with CodeMirror's names. */
export interface CodeEditorOptions {
  /** The language: a name (`python`), a file extension (`py`) or a MIME type (`text/x-python`). @default plain text */
  mode?: string
  /** A theme by its name, such as `darcula` or `solarized dark`. @default the page's own colors */
  theme?: string
  /** @default true */
  lineNumbers?: boolean
  /** @default 1 */
  firstLineNumber?: number
  /** Wraps long lines. @default true */
  lineWrapping?: boolean
  /** The number of spaces per indentation level. @default 4 */
  indentUnit?: number
  /** The width of a tab in columns. @default 4 */
  tabSize?: number
  /** Indents with tabs instead of spaces. @default false */
  indentWithTabs?: boolean
  /** @default true */
  matchBrackets?: boolean
  /** @default false */
  autoCloseBrackets?: boolean
  /** Highlights the line of the cursor. @default true */
  styleActiveLine?: boolean
  /** Blocks can be folded. @default false */
  foldGutter?: boolean
  /** The value cannot be changed; `nocursor`: the editor does not get a cursor either. @default false */
  readOnly?: boolean | 'nocursor'
}

const CODE_RULES = {
  mode: 'string',
  theme: 'string',
  lineNumbers: 'boolean',
  firstLineNumber: 'integer',
  lineWrapping: 'boolean',
  indentUnit: 'integer',
  tabSize: 'integer',
  indentWithTabs: 'boolean',
  matchBrackets: 'boolean',
  autoCloseBrackets: 'boolean',
  styleActiveLine: 'boolean',
  foldGutter: 'boolean',
  readOnly: [true, false, 'nocursor'],
} as const satisfies OptionRules

/**
 * Reads the option `code` of a textarea.
 * @returns undefined if there is no code editor
 * @throws TypeError if an option is unknown or has the wrong type, RangeError if a width is below 1
 */
export function readCode(caller: string, code: unknown): CodeEditorSpec | undefined {
  if (code === undefined || code === null || code === false) return undefined
  if (code === true) return {}
  const options = checkOptions(`${caller}: code`, code as CodeEditorOptions, CODE_RULES)
  for (const name of ['indentUnit', 'tabSize'] as const) {
    const width = options[name]
    if (width !== undefined && width < 1)
      throw new RangeError(`${caller}: code.${name} must be 1 or more, not ${width}.`)
  }
  return withoutNulls(options)
}
