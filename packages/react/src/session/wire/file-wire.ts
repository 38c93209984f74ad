import type { Endpoint } from './endpoint'

/** A file that the page may fetch, as the command `download` names it. */
export interface OfferedFile extends UploadPlace {
  readonly name: string
}

/** Where the bytes of an upload go. */
export interface UploadPlace {
  /** The session that takes it. */
  readonly session: string
  readonly token: string
}

/** How a part of an upload is sent. */
export interface SendOptions {
  readonly signal: AbortSignal
  /** Called with the bytes of the part that are on their way, as often as the browser says. */
  readonly onProgress: (bytes: number) => void
}

/** How the bytes of files travel between a page and its session (docs/protocol.md, section 10). */
export interface FileWire {
  /** Has the browser download a file, as if the person had clicked a link to it. */
  download(file: OfferedFile): void
  /** Bytes that one part of an upload should have at most. */
  readonly partBytes: number
  /** How many bytes of an upload are there. Rejects with a FileWireError. */
  offset(place: UploadPlace, signal: AbortSignal): Promise<number>
  /** Sends a part of an upload. Resolves with how many bytes are there then; rejects with a FileWireError. */
  send(place: UploadPlace, offset: number, part: Blob, options: SendOptions): Promise<number>
}

/** Bytes could not be sent. */
export class FileWireError extends Error {
  /** Of the answer; 0 where there was none. */
  readonly status: number
  constructor(status: number) {
    super(`The server answered ${status || 'nothing'}.`)
    this.status = status
  }
}

const MB = 1024 ** 2
/** How long a frame stays in which a download was begun. The answer's head decides, and that comes at once. */
const FRAME_MS = 60_000

/** Bytes over HTTP, below an endpoint. */
export function httpFiles({ origin, path, isOwnOrigin }: Endpoint): FileWire {
  const at = (kind: 'files' | 'uploads', { session, token }: UploadPlace): string =>
    `${origin}${path}/${kind}/${session}/${token}`
  return {
    download(file) {
      if (isOwnOrigin) downloadByLink(at('files', file), file.name)
      else downloadByFrame(at('files', file))
    },
    // Large enough to be fast, small enough for what lies between; and where the browser tells of no progress, that is by parts.
    partBytes: isOwnOrigin ? 8 * MB : MB,
    offset: (place, signal) => request('GET', at('uploads', place), null, { signal }),
    send(place, offset, part, { signal, onProgress }) {
      const url = `${at('uploads', place)}?offset=${offset}`
      // Of another origin, who listens to progress makes the browser ask the server first whether that is allowed.
      return request('POST', url, part, isOwnOrigin ? { signal, onProgress } : { signal })
    },
  }
}

/** One request, whose answer says how many bytes are there. `fetch` tells nothing of how far it has come. */
function request(
  method: 'GET' | 'POST',
  url: string,
  body: Blob | null,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress?: (bytes: number) => void },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    const abort = (): void => xhr.abort()
    signal.addEventListener('abort', abort, { once: true })
    xhr.open(method, url)
    if (onProgress) xhr.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded))
    xhr.addEventListener('loadend', () => {
      signal.removeEventListener('abort', abort)
      const offset = xhr.status === 200 ? offsetIn(xhr.responseText) : null
      if (offset === null) reject(new FileWireError(xhr.status))
      else resolve(offset)
    })
    xhr.send(body)
  })
}

/** The offset that an answer says; null where it is none of ours. */
function offsetIn(text: string): number | null {
  try {
    const { offset } = JSON.parse(text) as { readonly offset?: unknown }
    return typeof offset === 'number' ? offset : null
  } catch {
    return null
  }
}

/** Of a session that runs in the page itself: nobody is there who would send or take bytes. */
export const noFiles: FileWire = {
  download({ name }) {
    reportError(
      new Error(`<WebIOApp task>: ${JSON.stringify(name)} cannot be downloaded, files need a server.`),
    )
  },
  partBytes: MB,
  offset: () => Promise.reject(new FileWireError(405)),
  send: () => Promise.reject(new FileWireError(405)),
}

/** By a link with `download`: even an error as the answer does not take the page away. */
export function downloadByLink(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.hidden = true
  document.body.append(link)
  link.click()
  link.remove()
}

/** Of another origin a link with `download` is an ordinary link; in a frame it takes nothing away, whatever the answer is. */
function downloadByFrame(url: string): void {
  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.src = url
  document.body.append(frame)
  setTimeout(() => frame.remove(), FRAME_MS)
}
