import type { Options, SearchResult } from 'minisearch'
import MiniSearch from 'minisearch'
import type { DocsLanguage } from './languages'

/** A section of a page, as the search knows it. */
export interface SearchEntry {
  /** The address of the section. */
  readonly url: string
  readonly heading: string
  readonly language: DocsLanguage
  /** The title of its page. */
  readonly title: string
  readonly text: string
  /** How the text begins. */
  readonly excerpt: string
}

export type Found = Pick<
  SearchEntry,
  'url' | 'heading' | 'title' | 'excerpt' | 'language'
>

const OPTIONS: Options<SearchEntry> = {
  idField: 'url',
  fields: ['heading', 'title', 'text'],
  storeFields: ['url', 'heading', 'title', 'excerpt', 'language'],
  // `put_text` is found as a whole, and by `text`.
  tokenize: (text) => wordsOf(text).flatMap((word) => [word, ...partsOf(word)]),
  searchOptions: {
    boost: { heading: 4, title: 2 },
    prefix: true,
    fuzzy: (term) => (term.length > 4 ? 0.2 : false),
    combineWith: 'AND',
    tokenize: (text) => wordsOf(text),
  },
}

/** The words of a text. Chinese has no spaces: each pair of neighbors counts as a word, so a longer word is found by its pairs. */
const wordsOf = (text: string): string[] =>
  (text.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}_])+/gu) ?? []).flatMap(
    (word) => (/^\p{Script=Han}{3}/u.test(word) ? pairsOf(word) : [word]),
  )

const pairsOf = (word: string): string[] => {
  const letters = Array.from(word)
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`)
}

const partsOf = (word: string): string[] => (word.includes('_') ? word.split('_') : [])

/** At most so many are shown. */
const MAX_RESULTS = 20

/** The index as text, made when the site is built. */
export function buildIndex(entries: readonly SearchEntry[]): string {
  const index = new MiniSearch(OPTIONS)
  index.addAll(entries)
  return JSON.stringify(index)
}

/** Searches an index for who reads a language: English alone, or Chinese first and what is only in English after it. */
export type Search = (query: string, language: DocsLanguage) => readonly Found[]

/** Opens an index that `buildIndex` has made. */
export function openIndex(json: string): Search {
  const index = MiniSearch.loadJSON(json, OPTIONS)
  return (query, language) =>
    index
      .search(query, {
        filter: (found) => found['language'] === 'en' || language !== 'en',
        boostDocument: (_id, _term, stored) =>
          stored?.['language'] === language ? 2 : 1,
      })
      .slice(0, MAX_RESULTS)
      .map((found: SearchResult) => ({
        url: String(found['url']),
        heading: String(found['heading']),
        title: String(found['title']),
        excerpt: String(found['excerpt']),
        language: found['language'] as DocsLanguage,
      }))
}
