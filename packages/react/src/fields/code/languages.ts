import { LanguageDescription, LanguageSupport } from '@codemirror/language'
import { languages } from '@codemirror/language-data'

/** Other names for languages in the list: modes of CodeMirror 5, MIME types, and the names of highlight.js, which Markdown uses. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    arduino: 'c++',
    atom: 'xml',
    clike: 'c++',
    console: 'shell',
    csharp: 'c#',
    csrc: 'c',
    'c++src': 'c++',
    ecmascript: 'javascript',
    gemspec: 'ruby',
    gfm: 'markdown',
    golang: 'go',
    gyp: 'python',
    htmlmixed: 'html',
    'html+xml': 'html',
    ipython: 'python',
    irb: 'ruby',
    jsonc: 'json',
    jsp: 'html',
    'ld+json': 'json',
    mkdown: 'markdown',
    'obj-c': 'objective-c',
    'obj-c++': 'objective-c++',
    objectivec: 'objective-c',
    'php-template': 'php',
    plist: 'xml',
    pluto: 'lua',
    podspec: 'ruby',
    pycon: 'python',
    'python-repl': 'python',
    rsrc: 'r',
    sh: 'shell',
    shellsession: 'shell',
    'httpd-php': 'php',
    stex: 'latex',
    svg: 'xml',
    thor: 'ruby',
    vbnet: 'vb.net',
    wasm: 'webassembly',
    wsf: 'xml',
    xhtml: 'html',
    'xhtml+xml': 'html',
    xjb: 'xml',
  }),
)

/** Names that mean plain text. For these the list would find LaTeX, whose files may end in `.text`. */
const PLAIN: ReadonlySet<string> = new Set(['', 'plain', 'plaintext', 'text', 'txt'])

/** Languages missing from the list. */
const MORE: readonly LanguageDescription[] = [
  LanguageDescription.of({
    name: 'GraphQL',
    alias: ['gql'],
    load: async () => new LanguageSupport((await import('./more-languages')).graphql),
  }),
  LanguageDescription.of({
    name: 'Makefile',
    alias: ['make', 'mak', 'mk'],
    load: async () => new LanguageSupport((await import('./more-languages')).makefile),
  }),
]
const ALL: readonly LanguageDescription[] = [...languages, ...MORE]

/**
 * Finds a language and loads it.
 * @param mode its name, one of CodeMirror 5's modes, a file extension or a MIME type
 * @returns null if there is no language of that name
 */
export async function loadLanguage(mode: string): Promise<LanguageSupport | null> {
  const found = findLanguage(mode)
  return found ? found.load() : null
}

/**
 * Finds a language.
 * @param mode its name, one of CodeMirror 5's modes, a file extension or a MIME type
 * @returns null if there is no language of that name
 */
export function findLanguage(mode: string): LanguageDescription | null {
  // `text/x-python; charset=utf-8` → `python`
  const [type = ''] = mode.toLowerCase().split(';', 1)
  const plain = type
    .replace(/^(text|application)\//, '')
    .replace(/^(x-|vnd\.)/, '')
    .trim()
  if (PLAIN.has(plain)) return null
  const name = OTHER_NAMES.get(plain) ?? plain
  return (
    LanguageDescription.matchLanguageName(ALL, name, false) ??
    LanguageDescription.matchFilename(ALL, `file.${name.replace(/^\./, '')}`)
  )
}
