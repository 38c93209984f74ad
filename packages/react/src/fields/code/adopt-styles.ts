import { StyleModule } from 'style-mod'

/**
 * Makes CodeMirror put its styles into a constructed style sheet of the document, because a strict content security policy forbids `<style>`
 * elements. The library does so only in shadow roots, so we let it begin in one and give the document the same sheet. If the browser does not
 * support constructed sheets, nothing changes.
 */
export function adoptStyles(document: Document): void {
  if (!('adoptedStyleSheets' in document)) return
  const root = document.createElement('div').attachShadow({ mode: 'open' })
  StyleModule.mount(root, new StyleModule({}))
  const key = Object.getOwnPropertySymbols(root).find(({ description }) => description === 'styleSet')
  if (key === undefined || key in document) return
  Object.assign(document, { [key]: (root as unknown as Record<symbol, unknown>)[key] })
}
