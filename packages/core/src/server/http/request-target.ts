/** The target in the first line of a request (RFC 9112, section 3.2): a path with its query, `*`, or null for anything else. */
export function requestTarget(url: string): string | null {
  if (url.startsWith('/') || url === '*') return url
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return null
  const { pathname, search } = new URL(url)
  return pathname + search
}

/** The path of a request target, without its query. */
export function pathOfTarget(target: string): string {
  return target.split('?', 1)[0] as string
}

/** Tells whether a path is at or below another one, which has no final slash. */
export function isAtOrBelow(path: string, pathname: string): boolean {
  return pathname === path || pathname.startsWith(`${path}/`)
}
