/** A piece of source code, and its kind. */
export interface Token {
  readonly kind: 'comment' | 'string' | 'keyword' | 'webio' | 'number' | 'plain'
  readonly text: string
}

const COMMENT = String.raw`\/\*[\s\S]*?\*\/|\/\/[^\n]*`
const STRING =
  String.raw`'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|` + '`(?:\\\\.|[^`\\\\])*`'
const KEYWORD = String.raw`\b(?:import|export|from|default|async|await|function|return|const|let|new|for|of|if|else|interface|type|void|as|undefined|null|true|false)\b`
const NUMBER = String.raw`\b\d[\d_.]*\b`

/** Colors TypeScript well enough to read it. Names in `highlighted` stand out. */
export function tokens(source: string, highlighted: readonly string[]): Token[] {
  const webio =
    highlighted.length > 0 ? String.raw`\b(?:${highlighted.join('|')})\b` : '(?!)'
  const pattern = new RegExp(
    `(${COMMENT})|(${STRING})|(${KEYWORD})|(${webio})|(${NUMBER})`,
    'g',
  )
  const found: Token[] = []
  let end = 0
  for (const match of source.matchAll(pattern)) {
    if (match.index > end)
      found.push({ kind: 'plain', text: source.slice(end, match.index) })
    found.push({ kind: kindOf(match), text: match[0] })
    end = match.index + match[0].length
  }
  return [...found, { kind: 'plain', text: source.slice(end) }]
}

function kindOf([, comment, text, keyword, webio]: RegExpMatchArray): Token['kind'] {
  if (comment !== undefined) return 'comment'
  if (text !== undefined) return 'string'
  if (keyword !== undefined) return 'keyword'
  return webio === undefined ? 'number' : 'webio'
}

/** The values that a module imports from WebIO's packages. */
export function importsFromWebIO(source: string): string[] {
  const imports = source.matchAll(/import \{([^}]*)\} from '@webio\/[^']*'/g)
  return [...imports]
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
    .filter(Boolean)
}
