import type { Extension } from '@codemirror/state'
import * as themes from '@uiw/codemirror-themes-all'

/** Finds a theme by its name, such as `darcula` or `solarized dark`. Null if there is no theme of that name. */
export function findTheme(name: string): Extension | null {
  const key = name.toLowerCase().replace(/(?<![\s-])[\s-]+(\w)/g, (_, letter: string) => letter.toUpperCase())
  const found: unknown = Object.hasOwn(themes, key) ? themes[key as keyof typeof themes] : undefined
  // The module also exports functions that create themes.
  return typeof found === 'object' && found !== null ? (found as Extension) : null
}
