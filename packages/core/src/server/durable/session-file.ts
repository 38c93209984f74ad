import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { ClaimLostError, DamagedJournalError } from '../../engine/durable/journal-store'
import type { JournalFile } from './journal-file'
import { FirstLineError, readJournalFile } from './journal-file'
import type { OpenFiles } from './open-files'

/** The maximum number of attempts at a write, because the write of another process may break it in two. */
const TRIES = 5

/** The conditions of an append, checked against the content of the file. */
export interface Append {
  /** The content of the file as it was last read, if it allows the write. */
  readonly known?: JournalFile
  /** Tells whether lines that are added now count. */
  readonly mayWrite: (file: JournalFile) => boolean
  /** Tells whether the lines of the append are in the file and count. */
  readonly isIn: (file: JournalFile) => boolean
  /** Whether to wait until the lines survive a crash of the machine. @default true */
  readonly lasts?: boolean
}

/** The end of a file at the last moment at which this process knew that it holds the claim. */
interface End {
  readonly size: number
  readonly endsInLine: boolean
}

/**
 * Appends to the file of one session, even if other processes write to it. The owner of this object serializes its writes.
 *
 * A write directly after the known end of the file counts, because nothing came in between. Otherwise the file is read again, and the order of its
 * lines tells whether the write counts.
 */
export class SessionFile {
  readonly path: string
  readonly #session: string
  readonly #files: OpenFiles
  readonly #syncFolder: () => Promise<void>
  /** Null if the end is unknown: before the first read, and after a failure. */
  #end: End | null = null
  /** True while the name of the file might not survive a crash of the machine. */
  #isNew = false

  /**
   * @param syncFolder makes the names of files survive a crash of the machine
   */
  constructor(session: string, path: string, files: OpenFiles, syncFolder: () => Promise<void>) {
    this.#session = session
    this.path = path
    this.#files = files
    this.#syncFolder = syncFolder
  }

  /** The size in bytes; Infinity if it is unknown. */
  get size(): number {
    return this.#end?.size ?? Infinity
  }

  /**
   * Creates the file. It survives a crash of the machine from the first append on.
   * @throws Error with code EEXIST if the file exists
   */
  async create(content: string): Promise<void> {
    await this.#files.inSlot(() => this.#create(content))
    this.#end = { size: Buffer.byteLength(content), endsInLine: true }
    this.#isNew = true
  }

  /**
   * @returns null if there is no such file, its first line is incomplete, or it belongs to another session
   * @throws DamagedJournalError if the first line cannot be read, so the session of the file is unknown
   */
  async read(): Promise<JournalFile | null> {
    const bytes = await this.#files.inSlot(() => readFile(this.path).catch(orNothing))
    try {
      const file = bytes && readJournalFile(bytes)
      return file?.session.id === this.#session ? file : null
    } catch (error) {
      if (error instanceof FirstLineError)
        throw new DamagedJournalError(this.#session, 1, 'the first line of its file cannot be read')
      throw error
    }
  }

  /**
   * Appends lines.
   * @returns the content of the file if other processes have written to it, otherwise null
   * @throws ClaimLostError if the lines do not count, or the file is gone
   */
  async append(lines: string, { known, mayWrite, isIn, lasts = true }: Append): Promise<JournalFile | null> {
    let end: End = known ?? this.#end ?? (await this.#readFor(mayWrite))
    this.#end = null
    for (let tries = 1; ; tries++) {
      const bytes = Buffer.from(end.endsInLine ? lines : `\n${lines}`)
      const { size, isLinked } = await this.#write(bytes, lasts)
      if (!isLinked) throw new ClaimLostError(this.#session)
      if (size === end.size + bytes.length) {
        this.#end = { size, endsInLine: true }
        return null
      }
      const file = await this.#readFor((read) => isIn(read) || (tries < TRIES && mayWrite(read)))
      if (isIn(file)) {
        this.#end = file
        return file
      }
      end = file
    }
  }

  /** Replaces the file atomically with a file of this content. Only for use while nobody else may claim the session. */
  async replace(content: string, temporary: string): Promise<void> {
    this.#end = null
    const bytes = Buffer.from(content)
    const handle = await open(temporary, constants.O_CREAT | constants.O_WRONLY | constants.O_TRUNC, 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.datasync()
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    } finally {
      await handle.close()
    }
    await this.#files.close(this.path)
    await rename(temporary, this.path)
    await this.#syncFolder()
    this.#end = { size: bytes.length, endsInLine: true }
  }

  async remove(): Promise<void> {
    await this.#files.close(this.path)
    await rm(this.path, { force: true })
  }

  async #readFor(mayUse: (file: JournalFile) => boolean): Promise<JournalFile> {
    const file = await this.read()
    if (!file || !mayUse(file)) throw new ClaimLostError(this.#session)
    return file
  }

  async #create(content: string): Promise<void> {
    const handle = await open(this.path, 'wx', 0o600)
    try {
      await handle.writeFile(content)
    } catch (error) {
      await rm(this.path, { force: true })
      throw error
    } finally {
      await handle.close()
    }
  }

  async #sync(handle: FileHandle): Promise<void> {
    await Promise.all([handle.datasync(), this.#isNew && this.#syncFolder()])
    this.#isNew = false
  }

  async #write(bytes: Buffer, lasts: boolean): Promise<{ size: number; isLinked: boolean }> {
    try {
      return await this.#files.use(this.path, async (handle) => {
        await writeAll(handle, bytes)
        const [{ size, nlink }] = await Promise.all([handle.stat(), lasts && this.#sync(handle)])
        return { size, isLinked: nlink > 0 }
      })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new ClaimLostError(this.#session)
      throw error
    }
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done)
    done += bytesWritten
  }
}

function orNothing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
