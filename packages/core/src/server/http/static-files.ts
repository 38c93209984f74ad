import { createReadStream } from 'node:fs'
import type { Stats } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { Readable } from 'node:stream'
import { lookup } from 'mrmime'
import type { ByteRange } from '../../engine/files/file-content'
import { judge } from '../options/authorize'
import type { Settings } from '../options/options'
import { byteRangeOf } from './byte-range'
import { documentRequest } from './document-request'
import type { FetchHandler } from '../fetch'

/**
 * Handles requests for the files of `static_dir`, below `static/`; returns null for other requests and for missing files. Each request calls
 * `authorize` and reads the folder: files may change while the server runs. Nothing outside the folder is served, not even through symbolic links,
 * and no name that begins with a dot. A final `/` stands for `index.html`.
 */
export function staticFiles(settings: Settings): FetchHandler {
  const { authorize, path, staticDir } = settings
  const prefix = `${path}/static/`
  return async (request, client) => {
    const { pathname } = new URL(request.url)
    if (staticDir === undefined || !pathname.startsWith(prefix)) return null
    const found = await fileAt(staticDir, pathname.slice(prefix.length))
    if (!found) return null
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return new Response('Method Not Allowed', { status: 405, headers: { allow: 'GET, HEAD' } })
    const verdict = await judge(authorize, documentRequest(request, client, settings), settings)
    if (!verdict.allowed) return new Response('Unauthorized', { status: 401, headers: REFUSED })
    return fileResponse(found, request, authorize !== undefined)
  }
}

const REFUSED = { 'content-type': 'text/plain', 'cache-control': 'no-store' } as const

interface StaticFile {
  readonly path: string
  readonly stats: Stats
}

/** The file that a URL names, if it is in the folder. */
async function fileAt(folder: string, name: string): Promise<StaticFile | null> {
  const parts = partsOf(name.endsWith('/') ? `${name}index.html` : name)
  if (!parts) return null
  try {
    const path = await realpath(join(folder, ...parts))
    if (!path.startsWith(`${await realpath(folder)}${sep}`)) return null
    const stats = await stat(path)
    return stats.isFile() ? { path, stats } : null
  } catch {
    return null
  }
}

/** The parts of a path; null if a file system might interpret one of them differently. */
function partsOf(name: string): string[] | null {
  try {
    const parts = name.split('/').map(decodeURIComponent)
    return parts.some((part) => part === '' || part.startsWith('.') || /[/\\:\0]/.test(part)) ? null : parts
  } catch {
    return null
  }
}

function fileResponse({ path, stats }: StaticFile, request: Request, isPrivate: boolean): Response {
  const { size, mtime } = stats
  const headers = {
    'content-type': typeOf(path),
    'cache-control': isPrivate ? 'private, no-cache' : 'no-cache', // Browsers revalidate each time, and download the file only if it has changed.
    etag: `W/"${size.toString(36)}-${mtime.getTime().toString(36)}"`,
    'last-modified': mtime.toUTCString(),
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
  }
  if (request.headers.get('if-none-match') === headers.etag)
    return new Response(null, { status: 304, headers })
  const range = request.headers.has('if-range') ? null : byteRangeOf(request.headers.get('range'), size)
  if (range === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } })
  const { start, end } = range ?? { start: 0, end: size }
  const body = request.method === 'HEAD' || start === end ? null : read(path, { start, end })
  return new Response(body, {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(end - start),
      ...(range && { 'content-range': `bytes ${start}-${end - 1}/${size}` }),
    },
  })
}

function typeOf(path: string): string {
  const type = lookup(path) ?? 'application/octet-stream'
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type
}

function read(path: string, { start, end }: ByteRange): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(path, { start, end: end - 1 })) as ReadableStream<Uint8Array>
}
