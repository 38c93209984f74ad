import type { Endpoint } from './endpoint'

/** A file that the page may fetch, as the command `download` names it. */
export interface OfferedFile extends UploadPlace {
  readonly name: string
}

/** The destination of the bytes of an upload. */
export interface UploadPlace {
  /** The session that receives it. */
  readonly session: string
  readonly token: string
}

/** How a part of an upload is sent. */
export interface SendOptions {
  readonly signal: AbortSignal
  /** Called with the number of bytes of the part that are on their way, as often as the browser reports it. */
  readonly onProgress: (bytes: number) => void
}

/** How the bytes of files travel between a page and its session (docs/protocol.md, section 10). */
export interface FileWire {
  /** Makes the browser download a file, as if the person had clicked a link to it. */
  download(file: OfferedFile): void
  /** The largest part of an upload, in bytes. */
  readonly partBytes: number
  /** The number of bytes of an upload that have arrived. Rejects with a FileWireError. */
  offset(place: UploadPlace, signal: AbortSignal): Promise<number>
  /** Sends a part of an upload. Resolves with the number of bytes that have arrived then; rejects with a FileWireError. */
  send(place: UploadPlace, offset: number, part: Blob, options: SendOptions): Promise<number>
}

/** Thrown when bytes could not be sent. */
export class FileWireError extends Error {
  /** The status of the answer; 0 if there was no answer. */
  readonly status: number
  constructor(status: number) {
    super(`The server answered ${status || 'nothing'}.`)
    this.status = status
  }
}

const MB = 1024 ** 2
/** How long the frame of a download stays. The head of the answer decides the outcome, and it arrives at once. */
const FRAME_MS = 60_000

/** Transfers bytes over HTTP, below an endpoint. */
export function httpFiles({ origin, path, isOwnOrigin }: Endpoint): FileWire {
  const at = (kind: 'files' | 'uploads', { session, token }: UploadPlace): string =>
    `${origin}${path}/${kind}/${session}/${token}`
  return {
    download(file) {
      if (isOwnOrigin) downloadByLink(at('files', file), file.name)
      else downloadByFrame(at('files', file))
    },
    // Large enough to be fast, and small enough for proxies. Without progress events, progress is counted in parts.
    partBytes: isOwnOrigin ? 8 * MB : MB,
    offset: (place, signal) => request('GET', at('uploads', place), null, { signal }),
    send(place, offset, part, { signal, onProgress }) {
      const url = `${at('uploads', place)}?offset=${offset}`
      // On another origin, a progress listener would make the browser send a preflight request.
      return request('POST', url, part, isOwnOrigin ? { signal, onProgress } : { signal })
    },
  }
}

/** A request whose answer tells how many bytes have arrived. `fetch` reports no progress. */
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

/** The offset in an answer; null if the answer is not from a WebIO server. */
function offsetIn(text: string): number | null {
  try {
    const { offset } = JSON.parse(text) as { readonly offset?: unknown }
    return typeof offset === 'number' ? offset : null
  } catch {
    return null
  }
}

/** For a session that runs in the page itself: there is no server to exchange bytes with. */
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

/** Downloads through a link with `download`: even an error as the answer does not replace the page. */
export function downloadByLink(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.hidden = true
  document.body.append(link)
  link.click()
  link.remove()
}

/** On another origin, a link with `download` is an ordinary link. In a frame, no answer can replace the page. */
function downloadByFrame(url: string): void {
  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.src = url
  document.body.append(frame)
  setTimeout(() => frame.remove(), FRAME_MS)
}
