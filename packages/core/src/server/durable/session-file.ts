import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { ClaimLostError, DamagedJournalError } from '../../engine/durable/journal-store'
import type { JournalFile } from './journal-file'
import { FirstLineError, readJournalFile } from './journal-file'
import type { OpenFiles } from './open-files'

/** How often a write is repeated that another process cut in two. */
const TRIES = 5

/** What an append asks of a file that it has read. */
export interface Append {
  /** What was read of the file last, and still allows to write. */
  readonly known?: JournalFile
  /** Whether lines that are added now count. */
  readonly mayWrite: (file: JournalFile) => boolean
  /** Whether its lines are there, and count. */
  readonly isIn: (file: JournalFile) => boolean
  /** Whether to wait until they outlive the machine. @default true */
  readonly lasts?: boolean
}

/** Where a file ended when this process knew last that it holds the claim. */
interface End {
  readonly size: number
  readonly endsInLine: boolean
}

/**
 * Appends to the file of one session, whoever else does. One write at a time; the owner serializes them.
 *
 * A write that landed right behind the end that this process knows is in force, because nothing came between. Otherwise the file is read again, and its
 * order of lines says whether the write counts.
 */
export class SessionFile {
  readonly path: string
  readonly #session: string
  readonly #files: OpenFiles
  readonly #syncFolder: () => Promise<void>
  /** Null if it is not known: before the first read, and after a failure. */
  #end: End | null = null
  /** Its name may not outlive the machine yet. */
  #isNew = false

  /**
   * @param syncFolder makes the names of files last
   */
  constructor(session: string, path: string, files: OpenFiles, syncFolder: () => Promise<void>) {
    this.#session = session
    this.path = path
    this.#files = files
    this.#syncFolder = syncFolder
  }

  /** In bytes, as far as it is known. */
  get size(): number {
    return this.#end?.size ?? Infinity
  }

  /**
   * Makes the file. It outlives the machine from the first append on.
   * @throws Error with code EEXIST
   */
  async create(content: string): Promise<void> {
    await this.#files.inSlot(() => this.#create(content))
    this.#end = { size: Buffer.byteLength(content), endsInLine: true }
    this.#isNew = true
  }

  /**
   * @returns null if there is no such file, or nobody finished its first line, or another session has it
   * @throws DamagedJournalError if nobody can tell whose file it is
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
   * @returns the file if others have written to it
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

  /** Puts a file with this content in its place, as a whole. Only while nobody else may claim the session. */
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
