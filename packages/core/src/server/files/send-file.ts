import { create as contentDisposition } from 'content-disposition'
import type { ByteRange } from '../../engine/files/file-content'
import type { OfferedFile } from '../../engine/files/offered-file'
import { safeFileName } from '../../protocol/file-name'
import { byteRangeOf } from '../http/byte-range'

/** Headers that make every response a plain download: it cannot become a page of the site's origin. */
const AS_A_FILE = {
  'content-type': 'application/octet-stream',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
  'cache-control': 'private, no-store',
} as const

/** The response to a request for a file (rules F3 to F5). */
export function fileResponse(file: OfferedFile, request: Request): Response {
  const { size } = file
  const headers: Record<string, string> = {
    ...AS_A_FILE,
    'content-disposition': contentDisposition(safeFileName(file.name)),
  }
  if (size === null) return whole(file, request, headers)
  // The token in the URL identifies these exact bytes, so any constant tag works.
  headers['etag'] = `"${size}"`
  headers['accept-ranges'] = 'bytes'
  const isUnchanged = [null, headers['etag']].includes(request.headers.get('if-range'))
  const range = isUnchanged ? byteRangeOf(request.headers.get('range'), size) : null
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } })
  }
  if (range) return part(file, request, headers, range, size)
  return whole(file, request, { ...headers, 'content-length': String(size) })
}

function whole(file: OfferedFile, request: Request, headers: Record<string, string>): Response {
  if (request.method === 'HEAD') return new Response(null, { headers })
  const body = file.read()
  return body ? new Response(body, { headers }) : gone()
}

function part(
  file: OfferedFile,
  request: Request,
  headers: Record<string, string>,
  range: ByteRange,
  size: number,
): Response {
  const { start, end } = range
  const all = {
    ...headers,
    'content-length': String(end - start),
    'content-range': `bytes ${start}-${end - 1}/${size}`,
  }
  return new Response(request.method === 'HEAD' ? null : file.read(range), { status: 206, headers: all })
}

function gone(): Response {
  return new Response('This file could be downloaded once, and has been.', {
    status: 410,
    headers: { 'content-type': 'text/plain' },
  })
}
