import type { LanguageSupport } from '@codemirror/language'
import { LanguageDescription } from '@codemirror/language'
import { languages } from '@codemirror/language-data'

/** What CodeMirror 5 called its modes, and MIME types call languages, where the languages have other names today. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    clike: 'c++',
    csharp: 'c#',
    csrc: 'c',
    'c++src': 'c++',
    ecmascript: 'javascript',
    gfm: 'markdown',
    htmlmixed: 'html',
    'html+xml': 'html',
    'ld+json': 'json',
    rsrc: 'r',
    sh: 'shell',
    'httpd-php': 'php',
    stex: 'latex',
    xhtml: 'html',
    'xhtml+xml': 'html',
  }),
)

/**
 * Finds a language and loads it.
 * @param mode its name, one of CodeMirror 5's modes, a file extension or a MIME type
 * @returns null where there is none of that name
 */
export async function loadLanguage(mode: string): Promise<LanguageSupport | null> {
  const found = findLanguage(mode)
  return found ? found.load() : null
}

function findLanguage(mode: string): LanguageDescription | null {
  // `text/x-python; charset=utf-8` → `python`
  const [type = ''] = mode.toLowerCase().split(';', 1)
  const plain = type
    .replace(/^(text|application)\//, '')
    .replace(/^(x-|vnd\.)/, '')
    .trim()
  const name = OTHER_NAMES.get(plain) ?? plain
  return (
    LanguageDescription.matchLanguageName(languages, name, false) ??
    LanguageDescription.matchFilename(languages, `file.${name.replace(/^\./, '')}`)
  )
}
