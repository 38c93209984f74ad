import type { Extension } from '@codemirror/state'
import * as themes from '@uiw/codemirror-themes-all'

/** A theme by its name, as `darcula` or `solarized dark`. Null where there is none of that name. */
export function findTheme(name: string): Extension | null {
  const key = name.toLowerCase().replace(/(?<![\s-])[\s-]+(\w)/g, (_, letter: string) => letter.toUpperCase())
  const found: unknown = Object.hasOwn(themes, key) ? themes[key as keyof typeof themes] : undefined
  // Beside the themes there are functions that make them.
  return typeof found === 'object' && found !== null ? (found as Extension) : null
}
