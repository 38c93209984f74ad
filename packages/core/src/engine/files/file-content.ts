/**
 * The content of a file for a page. A Blob can represent a file on disk (`openAsBlob` of `node:fs`). A stream or an async generator can be read once.
 */
export type FileContent =
  string | Uint8Array | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array | string>

/** Content of unknown size. */
export type StreamedContent = Exclude<FileContent, string | Uint8Array | Blob>

/** A part of a file: the bytes from `start` up to, and without, `end`. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** The size of the parts in which a file in memory is passed on. */
const PIECE_BYTES = 256 * 1024

/** Tells whether a value is one of the kinds of `FileContent`. */
export function isFileContent(value: unknown): value is FileContent {
  if (typeof value === 'string' || value instanceof Uint8Array || value instanceof Blob) return true
  return value instanceof ReadableStream || isAsyncIterable(value)
}

/** Content of known size, as bytes; null if the size is unknown before reading. */
export function sizedContent(content: FileContent): Uint8Array | Blob | null {
  if (typeof content === 'string') return new TextEncoder().encode(content)
  return content instanceof Uint8Array || content instanceof Blob ? content : null
}

/** The number of bytes. */
export function sizeOf(content: Uint8Array | Blob): number {
  return content instanceof Blob ? content.size : content.byteLength
}

/** Reads a part in pieces, as fast as the consumer takes them. */
export async function* piecesOf(
  content: Uint8Array | Blob,
  { start, end }: ByteRange,
): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += PIECE_BYTES) {
    const upTo = Math.min(at + PIECE_BYTES, end)
    if (content instanceof Blob) yield new Uint8Array(await content.slice(at, upTo).arrayBuffer())
    else yield content.subarray(at, upTo)
  }
}

/** Reads content of unknown size. Texts among the pieces become UTF-8. */
export async function* piecesOfStream(content: StreamedContent): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const piece of isAsyncIterable(content) ? content : chunksOf(content)) {
    if (typeof piece === 'string') yield encoder.encode(piece)
    else if (piece instanceof Uint8Array) yield piece
    else throw new TypeError(`a piece of a file must be a Uint8Array or a string, not ${typeof piece}.`)
  }
}

function isAsyncIterable(value: unknown): value is AsyncIterable<Uint8Array | string> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

/** For browsers whose streams are not async iterable. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
  } finally {
    await reader.cancel()
  }
}
