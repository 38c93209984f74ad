const SAFE_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:'])

/** A scheme that no URL has. A relative URL takes it from its base, which identifies it. */
const BASE = 'webio-relative://base/'

/** Tells whether a link may have this URL: http, https, mailto, tel, or relative to the page. The URL is parsed as browsers parse it. */
export function isSafeUrl(url: string): boolean {
  const scheme = schemeOf(url)
  return scheme === 'webio-relative:' || SAFE_SCHEMES.has(scheme)
}

/** Tells whether an image may have this URL: http, https, blob, a data URL of an image, or relative to the page. */
export function isSafeImageUrl(url: string): boolean {
  const scheme = schemeOf(url)
  if (scheme === 'data:') return /^\s*data:(image\/|[;,])/i.test(url)
  return scheme === 'http:' || scheme === 'https:' || scheme === 'blob:' || scheme === 'webio-relative:'
}

/** Tells whether a video or audio may have this URL: http, https, blob, a data URL of its kind, or relative to the page. */
export function isSafeMediaUrl(kind: 'video' | 'audio', url: string): boolean {
  const scheme = schemeOf(url)
  if (scheme === 'data:') return url.trim().toLowerCase().startsWith(`data:${kind}/`)
  return scheme === 'http:' || scheme === 'https:' || scheme === 'blob:' || scheme === 'webio-relative:'
}

function schemeOf(url: string): string {
  return URL.canParse(url, BASE) ? new URL(url, BASE).protocol : ''
}
