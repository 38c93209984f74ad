import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import { toText } from '../text'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'

export interface MarkdownOptions extends OutputOptions {
  /** Removes the indentation that all lines after the first share, so that a template string can be indented. @default true */
  lstrip?: boolean
  /** `false`: HTML in the text is not sanitized, and scripts run if the page allows them. @default true */
  sanitize?: boolean
  /** Options of the parser. */
  options?: MarkdownParserOptions
}

/** Options of the Markdown parser. */
export interface MarkdownParserOptions {
  /** GitHub's additions: tables, task lists, strikethrough, footnotes, bare links. @default true */
  readonly gfm?: boolean
  /** A single newline breaks the line. @default true */
  readonly breaks?: boolean
}

const PARSER_RULES = { gfm: 'boolean', breaks: 'boolean' } as const satisfies OptionRules

const MARKDOWN_RULES = {
  ...OUTPUT_OPTION_RULES,
  lstrip: 'boolean',
  sanitize: 'boolean',
  options: 'object',
} as const satisfies OptionRules

interface MarkdownParams extends Pick<MarkdownOptions, 'lstrip' | 'sanitize' | 'options'> {
  readonly text: string
}

const MARKDOWN: OutputKind<MarkdownParams> = {
  name: 'put_markdown',
  parameters: { text: 'string' },
  options: MARKDOWN_RULES,
  leaf: true,
  build(id, { text, lstrip = true, sanitize = true, options }) {
    checkArgument('put_markdown', 'text', text, 'string')
    const markdown = lstrip ? withoutIndentation(text) : text
    const parser = options && checkOptions('put_markdown: options', options, PARSER_RULES)
    return {
      id,
      type: 'markdown',
      markdown,
      ...(!sanitize && { sanitize }),
      ...(parser && Object.keys(parser).length > 0 && { options: parser }),
    }
  },
}

/**
 * Shows Markdown, GitHub-flavored: tables, task lists, strikethrough, footnotes. A single newline breaks the line, and fenced code is highlighted in
 * its language. HTML in it is sanitized unless `sanitize` is false.
 * @throws TypeError if the text is not a string, or a parser option is unknown
 */
export function put_markdown(text: string, options?: MarkdownOptions): Output {
  return makeOutput(MARKDOWN, { text }, options)
}

/**
 * PyWebIO's rule: removes the longest prefix of only spaces or only tabs that all lines after the first share, ignoring blank lines. A single line
 * stays unchanged; a trailing newline is removed.
 */
export function withoutIndentation(text: string): string {
  const lines = text.split('\n')
  if (lines.length === 1) return text
  const [first = '', ...rest] = lines
  const filled = rest.filter((line) => line.trim() !== '')
  const shared = Math.max(sharedPrefix(filled, ' '), sharedPrefix(filled, '\t'))
  if (rest.at(-1)?.trim() === '') rest.pop()
  return [
    first,
    ...rest.map((line) => line.slice(Math.min(shared, line.length - line.trimStart().length))),
  ].join('\n')
}

function sharedPrefix(lines: readonly string[], character: string): number {
  let shared = Infinity
  for (const line of lines) {
    let length = 0
    while (line[length] === character) length++
    shared = Math.min(shared, length)
  }
  return Number.isFinite(shared) ? shared : 0
}

export interface HtmlOptions extends OutputOptions {
  /** `false`: the HTML is not sanitized, and scripts run if the page allows them. @default true */
  sanitize?: boolean
}

const HTML_RULES = { ...OUTPUT_OPTION_RULES, sanitize: 'boolean' } as const satisfies OptionRules

const HTML: OutputKind<{ readonly html: unknown; readonly sanitize?: boolean }> = {
  name: 'put_html',
  parameters: { html: 'any' },
  options: HTML_RULES,
  leaf: true,
  build(id, { html, sanitize = true }) {
    const text = toText('put_html', 'html', html)
    return sanitize ? { id, type: 'html', html: text } : { id, type: 'html', html: text, sanitize }
  },
}

/**
 * Shows HTML. Unlike in PyWebIO, it is sanitized by default: no scripts, no `<style>`; inline styles stay. With `sanitize: false`, scripts run if
 * the page allows them.
 */
export function put_html(html: unknown, options?: HtmlOptions): Output {
  return makeOutput(HTML, { html }, options)
}

export interface CodeOptions extends OutputOptions {
  /** Language to highlight, such as `ts`. @default none */
  language?: string
  /** The number of visible rows; the rest scrolls. @default all */
  rows?: number
}

const CODE_RULES = {
  ...OUTPUT_OPTION_RULES,
  language: 'string',
  rows: 'integer',
} as const satisfies OptionRules

const CODE: OutputKind<{ readonly content: unknown; readonly language?: string; readonly rows?: number }> = {
  name: 'put_code',
  parameters: { content: 'any' },
  options: CODE_RULES,
  leaf: true,
  build(id, { content, language, rows }) {
    if (rows !== undefined && rows < 1) throw new RangeError(`put_code: rows must be 1 or more, not ${rows}.`)
    const code = toText('put_code', 'content', content)
    return { id, type: 'code', code, ...(language && { language }), ...(rows && { rows }) }
  },
}

/** Shows source code, highlighted if the language is known, with a button that copies it. */
export function put_code(content: unknown, options?: CodeOptions): Output {
  return makeOutput(CODE, { content }, options)
}
