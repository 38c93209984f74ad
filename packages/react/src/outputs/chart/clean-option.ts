import type { Json, JsonObject } from '@webio/core/protocol'
import { isSafeUrl } from '@webio/core/protocol'

/** Where an option says what a click opens. */
const LINKS: ReadonlySet<string> = new Set(['link', 'sublink'])

/**
 * An option without what could run code or needs a lax content security policy: links that lead to scripts go, and tooltips are drawn on the
 * canvas rather than made of HTML, into which ECharts would put texts as they are.
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
