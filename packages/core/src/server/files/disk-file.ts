import { closeSync, constants, createReadStream, mkdirSync, openSync, readFileSync, statSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { mkdir, open, unlink } from 'node:fs/promises'
import { dirname, extname } from 'node:path'
import { Readable } from 'node:stream'
import type { StoredFile } from '../../engine/files/file-store'

/** Writes at given offsets, not at the end: a process that has lost the file then only writes the same bytes at the same place. */
const WRITES = constants.O_WRONLY | constants.O_CREAT

/** The extension, such as `.png`, which programs need when they get the path. The name comes from a visitor, so only letters are kept. */
export function endOf(name: string): string {
  const end = extname(name)
  return /^\.\w{1,16}$/.test(end) ? end.toLowerCase() : ''
}

/** A file on the disk that only this user can read. The first write creates it and its folder. */
export class DiskFile implements StoredFile {
  readonly keptAs: string | null
  size = 0
  readonly #path: string
  /** Set at the call, so that the file is never opened twice. */
  #handle: Promise<FileHandle> | null = null
  #isMade = false
  #isDeleted = false

  /**
   * @param keptAs null if the file ends with its process
   */
  constructor(path: string, keptAs: string | null = null) {
    this.#path = path
    this.keptAs = keptAs
  }

  /**
   * Opens a file of an earlier process.
   * @param whole the size of the complete file. If a file that had bytes is missing, reading it fails
   */
  static reopened(path: string, keptAs: string, whole: number): DiskFile {
    const file = new DiskFile(path, keptAs)
    const stat = statSync(path, { throwIfNoEntry: false })
    file.size = stat?.size ?? 0
    file.#isMade = stat !== undefined || whole > 0
    return file
  }

  async write(bytes: Uint8Array): Promise<void> {
    const handle = await this.#open()
    for (let done = 0; done < bytes.byteLength;) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.byteLength - done, this.size)
      done += bytesWritten
      this.size += bytesWritten
    }
  }

  async rest(): Promise<void> {
    const handle = this.#handle
    this.#handle = null
    // If opening failed, the call that wanted to write has reported it.
    await handle?.then(
      (opened) => opened.close(),
      () => {},
    )
  }

  async sync(): Promise<void> {
    if (this.keptAs !== null && this.size > 0) await (await this.#open()).datasync()
  }

  content(): Uint8Array {
    return this.#isEmpty ? Buffer.alloc(0) : readFileSync(this.#path)
  }

  stream(): ReadableStream<Uint8Array> {
    const source = this.#isEmpty ? Readable.from([]) : createReadStream(this.#path)
    return Readable.toWeb(source) as ReadableStream<Uint8Array>
  }

  path(): string {
    // No write has created an empty file.
    if (!this.#isMade && !this.#isDeleted) {
      this.#isMade = true
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
      closeSync(openSync(this.#path, 'a', 0o600))
    }
    return this.#path
  }

  async delete(): Promise<void> {
    this.#isDeleted = true
    await this.rest()
    try {
      await unlink(this.#path)
    } catch (error) {
      // An empty file may never have been created, and the author may have moved the file.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }

  /** Whether nothing has ever been written. */
  get #isEmpty(): boolean {
    return this.size === 0 && !this.#isMade
  }

  #open(): Promise<FileHandle> {
    if (this.#isDeleted) return Promise.reject(new Error('the file has been deleted.'))
    this.#isMade = true
    return (this.#handle ??= this.#opened())
  }

  async #opened(): Promise<FileHandle> {
    if (this.keptAs !== null) await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 })
    return open(this.#path, WRITES, 0o600)
  }
}
