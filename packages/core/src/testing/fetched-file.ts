import type { Session } from '../engine/session'
import type { DownloadCommand } from '../protocol/commands'

/** A file that the task told the page to download. */
export interface FetchedFile {
  readonly name: string
  /** Its bytes, which the page reads at once, as a browser does. Rejects with the error of the author's content. */
  readonly content: Promise<Uint8Array>
}

/** Fetches a file as a downloading browser does. */
export function fetchFile(session: Session, { token, name }: DownloadCommand): FetchedFile {
  const body = session.files.downloads.find(token)?.read()
  const content = body
    ? readAll(body)
    : Promise.reject<Uint8Array>(new Error(`the file ${JSON.stringify(name)} is not there.`))
  // A test may ignore the file.
  content.catch(() => {})
  return { name, content }
}

async function readAll(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(body).arrayBuffer())
}
