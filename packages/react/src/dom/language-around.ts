/** The language that the page around an element is marked with (`lang`), shadow roots or not. */
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
