/** The language (`lang`) of the page around an element. It also looks outside shadow roots. */
export function languageAround(element: Element): string | undefined {
  for (let at: Element | null = element.parentElement ?? hostOf(element); at;) {
    const marked: Element | null = at.closest('[lang]')
    if (marked) return marked.getAttribute('lang') || undefined
    at = hostOf(at)
  }
  return undefined
}

function hostOf(element: Element): Element | null {
  const root = element.getRootNode()
  return 'host' in root ? (root as ShadowRoot).host : null
}
