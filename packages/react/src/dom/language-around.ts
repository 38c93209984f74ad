import { hostAround, parentAround } from './roots'

/** The language (`lang`) of the page around an element. It also looks outside shadow roots. */
export function languageAround(element: Element): string | undefined {
  for (let at: Element | null = parentAround(element); at;) {
    const marked: Element | null = at.closest('[lang]')
    if (marked) return marked.getAttribute('lang') || undefined
    at = hostAround(at)
  }
  return undefined
}
