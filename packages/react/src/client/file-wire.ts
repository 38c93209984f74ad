import type { Endpoint } from './endpoint'

/** A file that the page may fetch, as the command `download` names it. */
export interface OfferedFile {
  /** The session that offers it. */
  readonly session: string
  readonly token: string
  readonly name: string
}

/** How the bytes of files travel between a page and its session (docs/protocol.md, section 10). */
export interface FileWire {
  /** Has the browser download a file, as if the person had clicked a link to it. */
  download(file: OfferedFile): void
}

/** How long a frame stays in which a download was begun. The answer's head decides, and that comes at once. */
const FRAME_MS = 60_000

/** Bytes over HTTP, below an endpoint. */
export function httpFiles({ origin, path, isOwnOrigin }: Endpoint): FileWire {
  return {
    download({ session, token, name }) {
      const url = `${origin}${path}/files/${session}/${token}`
      if (isOwnOrigin) downloadByLink(url, name)
      else downloadByFrame(url)
    },
  }
}

/** Of a session that runs in the page itself: nobody is there who would send bytes. */
export const noFiles: FileWire = {
  download({ name }) {
    reportError(
      new Error(`<WebIOApp task>: ${JSON.stringify(name)} cannot be downloaded, files need a server.`),
    )
  },
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
