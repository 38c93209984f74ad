const NAME = 'content-security-policy'

/**
 * Joins the policy of a document of ours with one that a middleware in front has set: browsers enforce both. What somebody else says of
 * frames counts instead of what we say.
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
