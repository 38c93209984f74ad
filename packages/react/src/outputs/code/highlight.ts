import type { LanguageDescription, LanguageSupport } from '@codemirror/language'
import { highlightCode } from '@lezer/highlight'
import { findLanguage } from '../../fields/code/languages'
import { syntaxClasses } from '../../fields/code/syntax-classes'
import type { LazyModule } from '../../session/later-code'
import { lazyModule } from '../../lazy-module'

/** The time limit for coloring a text. The rest stays plain. */
const BUDGET_MS = 50

/** The Markdown parser handles a paragraph in one step, in time that grows with the square of its length. */
const MAX_MARKDOWN = 5000

type Parser = LanguageSupport['language']['parser']
type Tree = ReturnType<Parser['parse']>

/** A part of source code, and its syntax classes. */
export interface CodePart {
  readonly text: string
  /** Empty if the part has no special meaning. */
  readonly classes: string
}

const parsers = new Map<LanguageDescription, LazyModule<Parser>>()

/** The parser for a language, which is loaded on first use. Null if the language is unknown, or if its parser is too slow for this length. */
export function parserFor(code: string, language: string): LazyModule<Parser> | null {
  const found = findLanguage(language)
  if (!found || (found.name === 'Markdown' && code.length > MAX_MARKDOWN)) return null
  let parser = parsers.get(found)
  if (!parser) {
    parser = lazyModule(async () => (await found.load()).language.parser)
    parsers.set(found, parser)
  }
  return parser
}

/** Colors source code. Code that takes too long or is nested too deeply stays plain. */
export function highlight(code: string, parser: Parser): readonly CodePart[] {
  try {
    return colored(code, parser)
  } catch {
    // The walk through the tree is recursive, and code can be nested more deeply than the stack allows.
    return [{ text: code, classes: '' }]
  }
}

function colored(code: string, parser: Parser): readonly CodePart[] {
  const parts: CodePart[] = []
  const add = (text: string, classes: string): void => {
    const last = parts.at(-1)
    if (last?.classes === classes) parts[parts.length - 1] = { text: last.text + text, classes }
    else parts.push({ text, classes })
  }
  highlightCode(code, parsed(code, parser), syntaxClasses, add, () => add('\n', ''))
  return parts
}

/** All parsers are linear, but some are slower than others. */
function parsed(code: string, parser: Parser): Tree {
  const parse = parser.startParse(code)
  const end = performance.now() + BUDGET_MS
  for (;;) {
    const tree = parse.advance()
    if (tree) return tree
    if (parse.stoppedAt === null && performance.now() > end) parse.stopAt(parse.parsedPos)
  }
}
