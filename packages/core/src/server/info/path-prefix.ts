/** Tells whether a proxy may add this prefix to a path: `/a/b`, with or without a final slash. `//host` would be another server. */
export function isPathPrefix(text: string): boolean {
  return text.length <= 300 && /^(?:\/[\w.~%-]+)*\/?$/.test(text) && !/\/\.\.?(?:\/|$)/.test(text)
}
