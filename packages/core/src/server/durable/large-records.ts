import { mkdir, open, readFile, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonObject } from '../../protocol/json'
import type {
  JournalClaim,
  JournalEntry,
  JournalStore,
  NewStoredSession,
  StoredSession,
  StoredSessionFilter,
} from '../../engine/durable/journal-store'
import { ClaimLostError, DamagedJournalError } from '../../engine/durable/journal-store'
import { isSessionId } from '../../engine/durable/stored-records'
import { randomToken } from '../../engine/files/tokens'
import { sessionFolder } from './session-folder'
import { Turns } from './turns'

/** Records whose JSON text has more characters than this are kept in files. */
export const LARGE_RECORD = 256 * 1024

const WRITE_ATTEMPTS = 5

/** The members of a record in a file that the journal keeps too, so that a reader knows what the record is about. */
const KEPT = ['kind', 'task', 'i', 'fp', 'n', 'form'] as const

/**
 * Keeps the large records of another store in files, for example step results of more than 256 kB. The folder has a subfolder for each session, with
 * one file for each large record. A file is written before the journal names it.
 */
export class LargeRecordStore implements JournalStore {
  readonly #store: JournalStore
  readonly #folder: string
  readonly #largest: number
  /** Calls of one session keep their order, however long their files take. */
  readonly #turns = new Turns()

  /**
   * @param folder a folder that all processes with this store share
   * @param largest maximum number of characters in the JSON text of a record that stays in the store
   */
  constructor(store: JournalStore, folder: string, largest = LARGE_RECORD) {
    this.#store = store
    this.#folder = folder
    this.#largest = largest
  }

  get pauseMs(): number | undefined {
    return this.#store.pauseMs
  }

  open(session: NewStoredSession, owner: string, leaseMs: number): Promise<JournalClaim> {
    return this.#store.open(session, owner, leaseMs)
  }

  claim(id: string, owner: string, leaseMs: number): Promise<JournalClaim | null> {
    return this.#store.claim(id, owner, leaseMs)
  }

  append(claim: JournalClaim, entries: readonly JournalEntry[]): Promise<void> {
    return this.#turns.take(claim.session, async () => {
      const kept: JournalEntry[] = []
      for (const entry of entries) kept.push(await this.#put(claim.session, entry))
      await this.#settled(claim, kept, () => this.#store.append(claim, kept))
    })
  }

  truncate(claim: JournalClaim, entry: JournalEntry): Promise<void> {
    const { session } = claim
    return this.#turns.take(session, async () => {
      // Files that appear later can belong to the next owner of the session.
      const before = isSessionId(session) ? await readdir(this.#of(session)).catch(() => []) : []
      const kept = await this.#put(session, entry)
      await this.#settled(claim, [kept], () => this.#store.truncate(claim, kept))
      for (const name of before)
        if (isFileName(name) && Number(name.split('-')[0]) <= entry.seq)
          await rm(join(this.#of(session), name), { force: true })
    })
  }

  async *load(id: string): AsyncGenerator<JournalEntry> {
    for await (const entry of this.#store.load(id)) yield await wholeRecord(this.#folder, id, entry)
  }

  get(id: string): Promise<StoredSession | null> {
    return this.#store.get(id)
  }

  renew(claims: readonly JournalClaim[], leaseMs: number): Promise<JournalClaim[]> {
    return this.#store.renew(claims, leaseMs)
  }

  async release(claims: readonly JournalClaim[]): Promise<void> {
    await Promise.allSettled(claims.map(({ session }) => this.#turns.take(session, () => Promise.resolve())))
    await this.#store.release(claims)
  }

  end(claim: JournalClaim, keep?: { readonly keepMs: number }): Promise<void> {
    const { session } = claim
    return this.#turns.take(session, async () => {
      await this.#store.end(claim, keep)
      // With a claim that no longer holds, the session has not ended.
      if (!keep && !(await this.#store.get(session))) await this.#remove(session)
    })
  }

  list(filter?: StoredSessionFilter): Promise<StoredSession[]> {
    return this.#store.list(filter)
  }

  async sweep(idleMs: number): Promise<string[]> {
    const removed = await this.#store.sweep(idleMs)
    for (const session of removed) await this.#remove(session)
    return removed
  }

  async close(): Promise<void> {
    await this.#turns.idle()
    await this.#store.close()
  }

  /**
   * The files of a session.
   * @throws TypeError if the id could lead out of the folder
   */
  #of(session: string): string {
    return sessionFolder(this.#folder, session)
  }

  async #put(session: string, entry: JournalEntry): Promise<JournalEntry> {
    const text = JSON.stringify(entry)
    // The other store refuses an unknown session.
    if (text.length <= this.#largest || !isSessionId(session)) return entry
    // The name is unique, so that a process that has lost the session cannot overwrite a file of the next process.
    const file = `${entry.seq}-${randomToken()}.json`
    await this.#write(this.#of(session), file, text)
    const kept = Object.fromEntries(
      KEPT.flatMap((name) => (entry[name] === undefined ? [] : [[name, entry[name]]])),
    )
    return { ...(kept as JsonObject), seq: entry.seq, file }
  }

  /**
   * Writes a file and its folder. Meanwhile the owner of the session may end it and remove the folder: then the file is written again, because only
   * the other store can tell that the claim is lost.
   */
  async #write(folder: string, name: string, text: string): Promise<void> {
    const path = join(folder, name)
    for (let attempt = 1; ; attempt++)
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        const handle = await open(`${path}.tmp`, 'w', 0o600)
        try {
          await handle.writeFile(text)
          await handle.datasync()
        } finally {
          await handle.close()
        }
        return await rename(`${path}.tmp`, path)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === WRITE_ATTEMPTS) throw error
      }
  }

  /** Writes to the other store, and removes the files of records that it refuses. */
  async #settled(
    { session }: JournalClaim,
    entries: readonly JournalEntry[],
    write: () => Promise<void>,
  ): Promise<void> {
    try {
      await write()
    } catch (error) {
      if (error instanceof ClaimLostError && isSessionId(session)) {
        for (const { file } of entries)
          if (isFileName(file)) await rm(join(this.#of(session), file), { force: true })
        // The folder is empty if the owner has ended the session.
        await rmdir(this.#of(session)).catch(() => {})
      }
      throw error
    }
  }

  async #remove(session: string): Promise<void> {
    if (!isSessionId(session)) return
    // A former owner that does not know yet can add a file meanwhile.
    await rm(this.#of(session), { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
  }
}

/**
 * Restores a record as it was written, even if its content is in a file.
 * @param folder the folder of all sessions
 * @throws DamagedJournalError if the file is missing or cannot be read
 */
export async function wholeRecord(
  folder: string,
  session: string,
  entry: JournalEntry,
): Promise<JournalEntry> {
  const { seq, file } = entry
  if (file === undefined) return entry
  const of = sessionFolder(folder, session)
  try {
    const text = isFileName(file) ? await readFile(join(of, file), 'utf8') : 'null'
    const whole = JSON.parse(text) as JournalEntry | null
    if (whole?.seq === seq) return whole
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== undefined && code !== 'ENOENT') throw error
  }
  throw new DamagedJournalError(session, seq, `its file in ${of} is missing or cannot be read.`)
}

/** Accepts only names that `append` has given, because a name in a journal must not lead out of the folder. */
function isFileName(file: unknown): file is string {
  return typeof file === 'string' && /^\d+-[\w-]{24}\.json$/.test(file)
}
