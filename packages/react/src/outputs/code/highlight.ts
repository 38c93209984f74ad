import type { LanguageDescription, LanguageSupport } from '@codemirror/language'
import { highlightCode } from '@lezer/highlight'
import { findLanguage } from '../../fields/code/languages'
import { syntaxClasses } from '../../fields/code/syntax-classes'
import type { LazyModule } from '../../lazy-module'
import { lazyModule } from '../../lazy-module'

/** What is colored of a text within this time is colored; the rest is plain. */
const BUDGET_MS = 50

/** Markdown is parsed by the paragraph, in one step, in a time that grows with its square. */
const MAX_MARKDOWN = 5000

type Parser = LanguageSupport['language']['parser']
type Tree = ReturnType<Parser['parse']>

/** A part of source code, and the classes of what it is. */
export interface CodePart {
  readonly text: string
  /** '': nothing special. */
  readonly classes: string
}

const parsers = new Map<LanguageDescription, LazyModule<Parser>>()

/** The parser for code of a language, which is loaded on first use. Null if the language is not known, or reads code of this length too slowly. */
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

/** Colors source code. What takes too long, or is nested too deeply, stays plain. */
export function highlight(code: string, parser: Parser): readonly CodePart[] {
  try {
    return colored(code, parser)
  } catch {
    // The walk through the tree is recursive: code can be nested more deeply than the stack allows.
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

/** The parsers are linear, but not equally fast. */
function parsed(code: string, parser: Parser): Tree {
  const parse = parser.startParse(code)
  const end = performance.now() + BUDGET_MS
  for (;;) {
    const tree = parse.advance()
    if (tree) return tree
    if (parse.stoppedAt === null && performance.now() > end) parse.stopAt(parse.parsedPos)
  }
}
