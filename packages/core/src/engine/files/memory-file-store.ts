import type { FileStore, StoredFile } from './file-store'

/** The default maximum size of an upload: 200 MB, as in PyWebIO. */
const DEFAULT_MAX_BYTES = 200 * 1024 ** 2
/** The default maximum size of all uploads of a session: 1 GB. */
const DEFAULT_MAX_SESSION_BYTES = 1024 ** 3

/** Keeps uploads in memory: for tests, and for tasks that run in the page. */
export class MemoryFileStore implements FileStore {
  readonly maxBytes: number
  readonly maxSessionBytes: number
  /** By session and name. */
  readonly #files = new Map<string, MemoryFile>()
  #made = 0

  constructor(maxBytes: number = DEFAULT_MAX_BYTES, maxSessionBytes: number = DEFAULT_MAX_SESSION_BYTES) {
    this.maxBytes = maxBytes
    this.maxSessionBytes = maxSessionBytes
  }

  hasRoom(): boolean {
    return true
  }

  create(_name: string, session: string): StoredFile {
    const keptAs = String(++this.#made)
    const key = `${session} ${keptAs}`
    const file = new MemoryFile(keptAs, () => void this.#files.delete(key))
    this.#files.set(key, file)
    return file
  }

  reopen(session: string, keptAs: string): StoredFile {
    return this.#files.get(`${session} ${keptAs}`) ?? new MemoryFile(keptAs, () => {})
  }

  endSession(session: string): Promise<void> {
    for (const key of this.#files.keys()) if (key.startsWith(`${session} `)) this.#files.delete(key)
    return Promise.resolve()
  }
}

class MemoryFile implements StoredFile {
  readonly keptAs: string
  #parts: Uint8Array<ArrayBuffer>[] = []
  size = 0
  readonly #deleted: () => void

  constructor(keptAs: string, deleted: () => void) {
    this.keptAs = keptAs
    this.#deleted = deleted
  }

  write(bytes: Uint8Array): Promise<void> {
    // A copy, because the caller may reuse the buffer.
    this.#parts.push(Uint8Array.from(bytes))
    this.size += bytes.byteLength
    return Promise.resolve()
  }

  rest(): Promise<void> {
    return Promise.resolve()
  }

  sync(): Promise<void> {
    return Promise.resolve()
  }

  content(): Uint8Array {
    const all = new Uint8Array(this.size)
    let at = 0
    for (const part of this.#parts) {
      all.set(part, at)
      at += part.byteLength
    }
    return all
  }

  stream(): ReadableStream<Uint8Array> {
    return new Blob(this.#parts).stream()
  }

  path(): string {
    throw new Error(
      'path: this file is in memory, as in tests and in tasks that run in the page. Use content or stream().',
    )
  }

  delete(): Promise<void> {
    this.#parts = []
    this.#deleted()
    return Promise.resolve()
  }
}
