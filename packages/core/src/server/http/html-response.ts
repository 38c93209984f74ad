import type { Settings } from '../options/options'
import type { Html } from './html'

/** A page of ours, as a response. */
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
      // Names the files of this version, and what it says may depend on who asks.
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      // The query holds the parameters of the task: other sites get no more than the origin.
      'referrer-policy': 'strict-origin-when-cross-origin',
      ...(frameAncestors !== null && { 'content-security-policy': frameAncestors }),
    },
  })
}
