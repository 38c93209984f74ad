import { mkdtempSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileStore, StoredFile } from '../../engine/files/file-store'
import { randomToken } from '../../engine/files/tokens'
import { DiskFile, endOf } from './disk-file'
import { DiskRoom } from './disk-room'
import { folderPrefix } from './stale-folders'

/** Folders of this process, which are removed when it exits. */
const folders = new Set<string>()

/** Stores uploads in this process's folder among the system's temporary files. No other user may read it. */
export class DiskFileStore implements FileStore {
  readonly maxBytes: number
  readonly maxSessionBytes: number
  #folder: string | null = null
  readonly #room = new DiskRoom(tmpdir())

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
    return this.#room.isThere
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

function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}
