import type { Session } from '../engine/session'
import type { DownloadCommand } from '../protocol/commands'

/** A file that the task had the page download. */
export interface FetchedFile {
  readonly name: string
  /** Its bytes, read as a browser would: at once. Rejects with what the author's content threw. */
  readonly content: Promise<Uint8Array>
}

/** Fetches a file as a browser does that is told to download it. */
export function fetchFile(session: Session, { token, name }: DownloadCommand): FetchedFile {
  const body = session.files.downloads.find(token)?.read()
  const content = body
    ? readAll(body)
    : Promise.reject<Uint8Array>(new Error(`the file ${JSON.stringify(name)} is not there.`))
  // A test need not look at every file.
  content.catch(() => {})
  return { name, content }
}

async function readAll(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(body).arrayBuffer())
}
