import type { NextRequest } from 'next/server'
import { NextResponse } from 'next/server'

/** Marks what went through it. */
export function proxy(_request: NextRequest) {
  const response = NextResponse.next()
  response.headers.set('x-proxied', 'yes')
  return response
}
