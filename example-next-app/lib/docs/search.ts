import type { Options, SearchResult } from 'minisearch'
import MiniSearch from 'minisearch'

/** A section of a page, as the search knows it. */
export interface SearchEntry {
  /** The address of the section. */
  readonly url: string
  readonly heading: string
  /** The title of its page. */
  readonly title: string
  readonly text: string
  /** How the text begins. */
  readonly excerpt: string
}

export type Found = Pick<SearchEntry, 'url' | 'heading' | 'title' | 'excerpt'>

const OPTIONS: Options<SearchEntry> = {
  idField: 'url',
  fields: ['heading', 'title', 'text'],
  storeFields: ['url', 'heading', 'title', 'excerpt'],
  // `put_text` is found as a whole, and by `text`.
  tokenize: (text) =>
    text.split(/[^\p{L}\p{N}_]+/u).flatMap((word) => [word, ...partsOf(word)]),
  searchOptions: {
    boost: { heading: 4, title: 2 },
    prefix: true,
    fuzzy: (term) => (term.length > 4 ? 0.2 : false),
    combineWith: 'AND',
    tokenize: (text) => text.split(/[^\p{L}\p{N}_]+/u),
  },
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

/** Searches an index that `buildIndex` has made. */
export function openIndex(json: string): (query: string) => Found[] {
  const index = MiniSearch.loadJSON(json, OPTIONS)
  return (query) =>
    index
      .search(query)
      .slice(0, MAX_RESULTS)
      .map((found: SearchResult) => ({
        url: String(found['url']),
        heading: String(found['heading']),
        title: String(found['title']),
        excerpt: String(found['excerpt']),
      }))
}
