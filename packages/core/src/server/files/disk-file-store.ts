import type { FileHandle } from 'node:fs/promises'
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { open, rm, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { FileStore, StoredFile } from '../../engine/files/file-store'
import { randomToken } from '../../engine/files/tokens'
import { folderPrefix } from './stale-folders'

/** Folders of this process, to be taken away when it exits. */
const folders = new Set<string>()

/** Keeps uploads in a folder of this process among the machine's temporary files, which nobody else may read. */
export class DiskFileStore implements FileStore {
  readonly maxBytes: number
  #folder: string | null = null

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes
  }

  create(name: string): StoredFile {
    this.#folder ??= makeFolder()
    return new DiskFile(join(this.#folder, `${randomToken()}${endOf(name)}`))
  }

  /** Takes the folder away, with all that is in it. */
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

function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

/** What programs go by that are given the path: `.png`. Of a name that is a visitor's, so no more than letters. */
function endOf(name: string): string {
  const end = extname(name)
  return /^\.\w{1,16}$/.test(end) ? end.toLowerCase() : ''
}

class DiskFile implements StoredFile {
  size = 0
  readonly #path: string
  #handle: FileHandle | null = null

  constructor(path: string) {
    this.#path = path
  }

  async write(bytes: Uint8Array): Promise<void> {
    // For this user alone, and at its end whatever is there already.
    this.#handle ??= await open(this.#path, 'a', 0o600)
    for (let done = 0; done < bytes.byteLength;) {
      const { bytesWritten } = await this.#handle.write(bytes, done)
      done += bytesWritten
      this.size += bytesWritten
    }
  }

  async rest(): Promise<void> {
    const handle = this.#handle
    this.#handle = null
    await handle?.close()
  }

  content(): Uint8Array {
    return this.size === 0 ? Buffer.alloc(0) : readFileSync(this.#path)
  }

  stream(): ReadableStream<Uint8Array> {
    const source = this.size === 0 ? Readable.from([]) : createReadStream(this.#path)
    return Readable.toWeb(source) as ReadableStream<Uint8Array>
  }

  path(): string {
    return this.#path
  }

  async delete(): Promise<void> {
    await this.rest()
    try {
      await unlink(this.#path)
    } catch (error) {
      // An empty one was never made; one that the author moved is not here.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}
