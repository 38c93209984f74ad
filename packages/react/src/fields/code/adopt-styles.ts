import { StyleModule } from 'style-mod'

/**
 * Makes CodeMirror put its styles into a constructed style sheet of the document's instead of a `<style>` element, which a strict content
 * security policy forbids. The library does so by itself in shadow roots only; so it is made to begin in one, and the document is given the same
 * sheet. Where the browser knows no constructed sheets, nothing changes.
 */
export function adoptStyles(document: Document): void {
  if (!('adoptedStyleSheets' in document)) return
  const root = document.createElement('div').attachShadow({ mode: 'open' })
  StyleModule.mount(root, new StyleModule({}))
  const key = Object.getOwnPropertySymbols(root).find(({ description }) => description === 'styleSet')
  if (key === undefined || key in document) return
  Object.assign(document, { [key]: (root as unknown as Record<symbol, unknown>)[key] })
}
