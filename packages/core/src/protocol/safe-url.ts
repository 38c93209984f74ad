const SAFE_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:'])

/** A scheme that no URL has: relative URLs take it from their base. */
const BASE = 'webio-relative://base/'

/**
 * Whether a link may lead there: http, https, mailto, tel, or relative to the page. Parsed as browsers do.
 * @example
 * isSafeUrl('/orders?id=7') // true
 * isSafeUrl('javascript:alert(1)') // false
 */
export function isSafeUrl(url: string): boolean {
  const scheme = schemeOf(url)
  return scheme === 'webio-relative:' || SAFE_SCHEMES.has(scheme)
}

/**
 * Whether an image may come from there: http, https, blob, a data URL of an image, or relative to the page.
 * @example isSafeImageUrl('data:image/png;base64,iVBORw0KGgo=') // true
 */
export function isSafeImageUrl(url: string): boolean {
  const scheme = schemeOf(url)
  if (scheme === 'data:') return /^\s*data:(image\/|[;,])/i.test(url)
  return scheme === 'http:' || scheme === 'https:' || scheme === 'blob:' || scheme === 'webio-relative:'
}

/**
 * Whether a video or audio may come from there: http, https, blob, a data URL of its kind, or relative to the page.
 * @example isSafeMediaUrl('video', 'data:text/html,hi') // false
 */
export function isSafeMediaUrl(kind: 'video' | 'audio', url: string): boolean {
  const scheme = schemeOf(url)
  if (scheme === 'data:') return url.trim().toLowerCase().startsWith(`data:${kind}/`)
  return scheme === 'http:' || scheme === 'https:' || scheme === 'blob:' || scheme === 'webio-relative:'
}

function schemeOf(url: string): string {
  return URL.canParse(url, BASE) ? new URL(url, BASE).protocol : ''
}
