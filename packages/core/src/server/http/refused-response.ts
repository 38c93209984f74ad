import type { RequestRefusal } from '../options/request-policy'

/** The response to a request that the policy refuses, with a sentence for the person. */
export function refusedResponse({ message }: RequestRefusal): Response {
  return new Response(message, {
    status: 403,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}
