import { mkdirSync } from 'node:fs'
import { readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileStore, StoredFile } from '../../engine/files/file-store'
import { isSessionId } from '../../engine/durable/stored-records'
import { randomToken } from '../../engine/files/tokens'
import { DiskFile, endOf } from './disk-file'
import { DiskRoom } from './disk-room'
import { sessionFolder } from '../durable/session-folder'

/** Names that `create` has issued. Other names in a journal could lead out of the folder. */
const NAME = /^[\w-]{24}(\.\w{1,16})?$/

/**
 * Stores the uploads of durable sessions in a folder that the processes share: each session has a subfolder of its own, which stays until the session
 * ends.
 */
export class KeptFileStore implements FileStore {
  readonly maxBytes: number
  readonly maxSessionBytes: number
  readonly #folder: string
  #room: DiskRoom | null = null

  /**
   * @param maxBytes the limit of one upload
   * @param maxSessionBytes the limit of all uploads of one session
   */
  constructor(folder: string, maxBytes: number, maxSessionBytes: number) {
    this.#folder = folder
    this.maxBytes = maxBytes
    this.maxSessionBytes = maxSessionBytes
  }

  hasRoom(): boolean {
    if (!this.#room) {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
      this.#room = new DiskRoom(this.#folder)
    }
    return this.#room.isThere
  }

  create(name: string, session: string): StoredFile {
    const keptAs = `${randomToken()}${endOf(name)}`
    return new DiskFile(join(sessionFolder(this.#folder, session), keptAs), keptAs)
  }

  reopen(session: string, keptAs: string, whole: number): StoredFile {
    if (!NAME.test(keptAs)) throw new Error(`${JSON.stringify(keptAs)} is not the name of an upload.`)
    return DiskFile.reopened(join(sessionFolder(this.#folder, session), keptAs), keptAs, whole)
  }

  async endSession(session: string): Promise<void> {
    await rm(sessionFolder(this.#folder, session), { recursive: true, force: true })
  }

  /** Marks the files of these sessions as in use. */
  async touch(sessions: readonly string[]): Promise<void> {
    const now = new Date()
    for (const session of sessions)
      await utimes(sessionFolder(this.#folder, session), now, now).catch(() => {})
  }

  /**
   * Removes the files of unknown sessions.
   * @param before milliseconds since 1970: files touched later stay
   */
  async sweep(before: number, isKnown: (session: string) => Promise<boolean>): Promise<void> {
    const names = await readdir(this.#folder).catch(() => [])
    // Anything with another name was not created here.
    for (const name of names.filter(isSessionId)) {
      const touched = await stat(join(this.#folder, name)).catch(() => null)
      if (touched && touched.mtimeMs < before && !(await isKnown(name))) await this.endSession(name)
    }
  }
}
