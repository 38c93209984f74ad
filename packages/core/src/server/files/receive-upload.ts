import type { Appended, Upload } from '../../engine/files/upload'

/** How much of a refused request is read, so that the page gets the response instead of a broken connection. */
const MAX_DISCARDED_BYTES = 64 * 1024 ** 2

const STATUS: Readonly<Record<Appended['outcome'], number>> = {
  taken: 200,
  broken: 400,
  bad_offset: 409,
  replaced: 409,
  too_much: 413,
}

/** Answers a request with a part of an upload (rules F7, F8). */
export async function receivePart(upload: Upload, request: Request): Promise<Response> {
  const given = new URL(request.url).searchParams.get('offset') ?? ''
  const offset = /^\d{1,16}$/.test(given) ? Number(given) : -1
  const { outcome, offset: there } = await upload.append(offset, request.body ?? emptyBody())
  await discard(request.body)
  // The page has continued over another connection.
  const close = outcome === 'replaced' ? { connection: 'close' } : {}
  return Response.json(
    { outcome, offset: there },
    { status: STATUS[outcome], headers: { ...NOT_STORED, ...close } },
  )
}

/** Responds with the number of bytes of an upload that have arrived. */
export async function uploadOffset(upload: Upload): Promise<Response> {
  return Response.json({ offset: await upload.offset() }, { headers: NOT_STORED })
}

const NOT_STORED = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const

/** Reads and discards the rest of a body. */
export async function discard(body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (!body) return
  const reader = body.getReader()
  try {
    for (let bytes = 0; bytes < MAX_DISCARDED_BYTES;) {
      const { done, value } = await reader.read()
      if (done) return
      bytes += value.byteLength
    }
    await reader.cancel()
  } catch {
    // The connection has ended.
  }
}

function emptyBody(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.close() })
}
