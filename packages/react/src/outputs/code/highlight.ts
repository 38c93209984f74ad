import type { ElementContent } from 'hast'
import { common, createLowlight } from 'lowlight'

const lowlight = createLowlight(common)

/** Colors source code. Null where the language is not known. */
export function highlight(code: string, language: string): readonly ElementContent[] | null {
  // Every node of a highlighted text is an element or a text.
  return lowlight.registered(language)
    ? (lowlight.highlight(language, code).children as ElementContent[])
    : null
}
