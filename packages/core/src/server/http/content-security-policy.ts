const NAME = 'content-security-policy'

/**
 * Joins our document's policy with one that a middleware in front has set. Browsers enforce both. If the other policy has a rule for frames, it
 * replaces ours.
 */
export function addContentSecurityPolicy(
  { headers }: Response,
  other: number | string | readonly string[] | undefined,
): void {
  if (other === undefined) return
  const others = [other].flat().join(', ')
  const ours = headers.get(NAME)
  headers.set(NAME, ours === null || /\bframe-ancestors\b/i.test(others) ? others : `${others}, ${ours}`)
}
