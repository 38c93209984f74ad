import type { Json, JsonObject } from '@webio/core/protocol'
import { isSafeUrl } from '@webio/core/protocol'

/** The keys of an option that hold the target of a click. */
const LINKS: ReadonlySet<string> = new Set(['link', 'sublink'])

/**
 * Removes from an option whatever could run code or needs a lax content security policy. Links that lead to scripts are removed. Tooltips are drawn
 * on the canvas and not as HTML, into which ECharts would insert texts unescaped.
 */
export function cleanOption(option: JsonObject): JsonObject {
  return cleanObject(option)
}

function cleanObject(object: JsonObject): JsonObject {
  const entries = Object.entries(object).flatMap(([key, value]): [string, Json][] => {
    if (LINKS.has(key) && typeof value === 'string' && !isSafeUrl(value)) return []
    if (value === undefined) return []
    const cleaned = clean(value)
    return [[key, key === 'tooltip' ? onCanvas(cleaned) : cleaned]]
  })
  return Object.fromEntries(entries)
}

function clean(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  return Array.isArray(value) ? value.map(clean) : cleanObject(value as JsonObject)
}

function onCanvas(tooltip: Json): Json {
  if (typeof tooltip !== 'object' || tooltip === null) return tooltip
  if (Array.isArray(tooltip)) return tooltip.map(onCanvas)
  return { ...(tooltip as JsonObject), renderMode: 'richText' }
}
