import type { FileHandle } from 'node:fs/promises'
import { closeSync, createReadStream, mkdtempSync, openSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { open, rm, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { FileStore, StoredFile } from '../../engine/files/file-store'
import { randomToken } from '../../engine/files/tokens'
import { folderPrefix } from './stale-folders'

/** The minimum free share of the disk, from 0 to 1. Uploads are refused below it. */
const MIN_FREE_SHARE = 0.1
/** How long a measurement of the free space remains valid. */
const LOOK_LASTS_MS = 1000

/** Folders of this process, which are removed when it exits. */
const folders = new Set<string>()

/** Stores uploads in this process's folder among the system's temporary files. No other user may read it. */
export class DiskFileStore implements FileStore {
  readonly maxBytes: number
  readonly maxSessionBytes: number
  #folder: string | null = null
  #look: { readonly at: number; readonly hasRoom: boolean } | null = null

  /**
   * @param maxBytes the limit of one upload
   * @param maxSessionBytes the limit of all uploads of one session
   */
  constructor(maxBytes: number, maxSessionBytes: number) {
    this.maxBytes = maxBytes
    this.maxSessionBytes = maxSessionBytes
  }

  /** False while less than a tenth of the disk is free. */
  hasRoom(): boolean {
    const now = performance.now()
    if (!this.#look || now - this.#look.at > LOOK_LASTS_MS) this.#look = { at: now, hasRoom: isDiskFree() }
    return this.#look.hasRoom
  }

  create(name: string): StoredFile {
    this.#folder ??= makeFolder()
    return new DiskFile(join(this.#folder, `${randomToken()}${endOf(name)}`))
  }

  /** Removes the folder and its contents. */
  async close(): Promise<void> {
    const folder = this.#folder
    this.#folder = null
    if (folder === null) return
    folders.delete(folder)
    if (folders.size === 0) process.off('exit', removeFolders)
    await rm(folder, { recursive: true, force: true })
  }
}

function makeFolder(): string {
  if (folders.size === 0) process.on('exit', removeFolders)
  const folder = mkdtempSync(join(tmpdir(), folderPrefix(process.pid)))
  folders.add(folder)
  return folder
}

function isDiskFree(): boolean {
  const { blocks, bavail } = statfsSync(tmpdir())
  // Some file systems do not report their size.
  return blocks === 0 || bavail >= blocks * MIN_FREE_SHARE
}

function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

/** The extension, such as `.png`, which programs need when they get the path. The name comes from a visitor, so only letters are kept. */
function endOf(name: string): string {
  const end = extname(name)
  return /^\.\w{1,16}$/.test(end) ? end.toLowerCase() : ''
}

class DiskFile implements StoredFile {
  size = 0
  readonly #path: string
  /** Set at the call, so that the file is never opened twice. */
  #handle: Promise<FileHandle> | null = null
  #isMade = false
  #isDeleted = false

  constructor(path: string) {
    this.#path = path
  }

  async write(bytes: Uint8Array): Promise<void> {
    const handle = await this.#open()
    for (let done = 0; done < bytes.byteLength;) {
      const { bytesWritten } = await handle.write(bytes, done)
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

  content(): Uint8Array {
    return this.size === 0 ? Buffer.alloc(0) : readFileSync(this.#path)
  }

  stream(): ReadableStream<Uint8Array> {
    const source = this.size === 0 ? Readable.from([]) : createReadStream(this.#path)
    return Readable.toWeb(source) as ReadableStream<Uint8Array>
  }

  path(): string {
    // No write has created an empty file.
    if (!this.#isMade && !this.#isDeleted) {
      this.#isMade = true
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

  #open(): Promise<FileHandle> {
    if (this.#isDeleted) return Promise.reject(new Error('the file has been deleted.'))
    this.#isMade = true
    // Readable by this user only, and opened for appending.
    return (this.#handle ??= open(this.#path, 'a', 0o600))
  }
}
