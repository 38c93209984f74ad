import type { UploadSpec } from '../../protocol/input-spec'
import type { StoredFile } from './file-store'

/** A file that a visitor has uploaded. It is deleted with the session: move or copy it to keep it longer. */
export interface UploadedFile {
  /** The last part of its name on the visitor's disk, without characters that a name cannot have. Never trust the extension. */
  readonly filename: string
  /** The type that the browser derives from the extension; empty if unknown. */
  readonly mime_type: string
  /** Bytes. */
  readonly size: number
  /** Seconds since 1970, as in PyWebIO. */
  readonly last_modified: number
  /** All bytes, read at this access; on the server a Buffer. For large files, use `stream()` or `path`. */
  readonly content: Uint8Array
  /** The whole content as text. */
  text(): Promise<string>
  stream(): ReadableStream<Uint8Array>
  /**
   * Its path on the server's disk. You may move or delete the file.
   * @throws Error in tests and in tasks that run in the page: it is in memory
   */
  readonly path: string
}

/** The facts about a file: its name, kind and size, and the time of its last change in milliseconds since 1970. */
export type FileSpec = Pick<UploadSpec, 'name' | 'mime_type' | 'size' | 'last_modified'>

/** The file of an upload that has arrived. */
export class ReceivedFile implements UploadedFile {
  readonly filename: string
  readonly mime_type: string
  readonly size: number
  readonly last_modified: number
  readonly #stored: StoredFile

  /** The facts about it. */
  get spec(): FileSpec {
    const { filename: name, mime_type, size, last_modified } = this
    return { name, mime_type, size, last_modified: Math.round(last_modified * 1000) }
  }

  /** The key with which the session's journal finds it; null if it ends with its process. */
  get keptAs(): string | null {
    return this.#stored.keptAs
  }

  constructor({ name, mime_type, size, last_modified }: FileSpec, stored: StoredFile) {
    this.filename = name
    this.mime_type = mime_type
    this.size = size
    this.last_modified = last_modified / 1000
    this.#stored = stored
  }

  get content(): Uint8Array {
    return this.#stored.content()
  }

  get path(): string {
    return this.#stored.path()
  }

  stream(): ReadableStream<Uint8Array> {
    return this.#stored.stream()
  }

  text(): Promise<string> {
    return new Response(this.stream()).text()
  }
}
