import type { Html } from './html'

/** A page of ours, as a response. */
export function htmlResponse(status: number, { text }: Html): Response {
  return new Response(text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-length': String(Buffer.byteLength(text)),
      // Names the files of this version, and what it says may depend on who asks.
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
    },
  })
}
