import type { NextRequest } from 'next/server'
import { NextResponse } from 'next/server'

/** Sends every page with a strict Content-Security-Policy, whose nonce the page's scripts and styles must have. */
export function proxy(request: NextRequest) {
  const nonce = crypto.randomUUID()
  const policy = [
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}'`,
    "default-src 'none'; connect-src 'self'; img-src 'self' data:; font-src 'self'; manifest-src 'self'",
  ].join('; ')
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  // Next reads the nonce for its own scripts from this header. React's development build needs `eval`, so the
  // policy is only for production.
  if (process.env.NODE_ENV === 'production') headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('x-proxied', 'yes')
  if (process.env.NODE_ENV === 'production') response.headers.set('content-security-policy', policy)
  return response
}
