import type { Settings } from '../options/options'
import type { Html } from './html'

/** The response for one of our pages. */
export function htmlResponse(
  status: number,
  { text }: Html,
  { frameAncestors }: Pick<Settings, 'frameAncestors'>,
): Response {
  return new Response(text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-length': String(Buffer.byteLength(text)),
      // The page names this version's files, and its contents may depend on the visitor.
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      // The query contains the task's parameters, so other sites get only the origin as referrer.
      'referrer-policy': 'strict-origin-when-cross-origin',
      ...(frameAncestors !== null && { 'content-security-policy': frameAncestors }),
    },
  })
}
