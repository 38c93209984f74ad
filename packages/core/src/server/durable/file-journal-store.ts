import { open, readdir, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Clock } from '../../engine/clock'
import { systemClock } from '../../engine/clock'
import type {
  JournalClaim,
  JournalEntry,
  JournalStore,
  NewStoredSession,
  StoredSession,
  StoredSessionFilter,
} from '../../engine/durable/journal-store'
import { ClaimLostError, DamagedJournalError } from '../../engine/durable/journal-store'
import { listed } from '../../engine/durable/listed'
import { checkNewSession, isSessionId } from '../../engine/durable/stored-records'
import { ClaimedFile } from './claimed-file'
import type { KnownNodes } from './file-nodes'
import { FileNodes } from './file-nodes'
import type { JournalFile } from './journal-file'
import type { ClaimLine } from './journal-line'
import { encodeValues } from './journal-line'
import { OpenFiles } from './open-files'
import { SessionFile } from './session-file'
import { storageProblem } from './storage-problem'
import { inParallel, Turns } from './turns'

export interface FileJournalStoreOptions {
  /** The clock by which claims expire. @default the clock of the machine */
  readonly clock?: Pick<Clock, 'now'>
  /** A file is replaced by a shorter one once this number of bytes, and half of the file, precede its last checkpoint. @default 256 kB */
  readonly compactBytes?: number
}

/** How many files are read at once. */
const READERS = 32
/** How long a process may take to replace a file with a shorter one, if nobody can tell whether the process still runs. */
const COMPACT_MS = 60_000
const END = '.jsonl'
/** The name under which renewals take turns. No session has this name. */
const RENEW = ' renew'

/**
 * Keeps journals in a folder, with one file of JSON lines for each session. Only this user can read them. Any number of processes on one machine may
 * use the folder.
 *
 * A claim ends with its process, so the sessions of a killed server can be claimed at once. A record is acknowledged when it is on the disk
 * (`fdatasync`). If a process is stopped in the middle of a write, the incomplete line is ignored. `load` reports any other damage.
 *
 * @example
 * const store = new FileJournalStore('./sessions')
 * const claim = await store.open({ id: 'a', app: 'main', version: '1', user: null, secretHash }, 'node-a', 15_000)
 */
export class FileJournalStore implements JournalStore {
  /** Each write flushes a file to the disk. */
  readonly pauseMs = 2
  /** The folder that holds the journals. */
  readonly folder: string
  readonly #clock: Pick<Clock, 'now'>
  readonly #compactBytes: number | undefined
  readonly #files = new OpenFiles()
  readonly #nodes: FileNodes
  readonly #turns = new Turns()
  readonly #held = new Map<string, ClaimedFile>()
  #folderSync: { readonly begun: boolean; readonly done: Promise<void> } | null = null

  /**
   * @param folder created on the first call that needs it
   */
  constructor(folder: string, { clock = systemClock, compactBytes }: FileJournalStoreOptions = {}) {
    this.folder = resolve(folder)
    this.#clock = clock
    this.#compactBytes = compactBytes
    this.#nodes = new FileNodes(this.folder)
  }

  async open(session: NewStoredSession, owner: string, leaseMs: number): Promise<JournalClaim> {
    checkNewSession(session)
    const { id, app, version, user, secretHash } = session
    return this.#turn(`open session ${id}`, id, async () => {
      await this.#nodes.join()
      const line = this.#claimLine(1, owner, leaseMs, 0)
      const first = encodeValues({ open: { id, app, version, user, secretHash }, format: 1, ...line })
      const file = this.#fileOf(id)
      await file.create(first).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'EEXIST' ? new Error(`open: session ${id} exists already.`) : error
      })
      this.#hold(id, file, line, 0)
      return { session: id, epoch: 1 }
    })
  }

  async claim(id: string, owner: string, leaseMs: number): Promise<JournalClaim | null> {
    if (!isSessionId(id)) return null
    return this.#turn(`claim session ${id}`, id, () => this.#claim(id, owner, leaseMs))
  }

  async append(claim: JournalClaim, entries: readonly JournalEntry[]): Promise<void> {
    const { session } = claim
    await this.#holding(`append to session ${session}`, claim, (held) => held.append(entries))
  }

  async truncate(claim: JournalClaim, entry: JournalEntry): Promise<void> {
    const { session } = claim
    await this.#holding(`truncate session ${session}`, claim, (held) => held.truncate(entry))
  }

  async *load(id: string): AsyncGenerator<JournalEntry> {
    const file = await this.#read(id)
    if (file?.damage) throw new DamagedJournalError(id, file.damage.seq, file.damage.reason)
    yield* file?.entries ?? []
  }

  async get(id: string): Promise<StoredSession | null> {
    const file = await this.#read(id)
    return file && this.#rowOf(file)
  }

  async renew(claims: readonly JournalClaim[], leaseMs: number): Promise<JournalClaim[]> {
    if (claims.length === 0) return []
    return this.#turn('renew claims', RENEW, async () => {
      for (const [session, epoch] of await this.#nodes.losses()) this.#lose(session, epoch - 1)
      const renewed = claims.map((claim) => this.#heldBy(claim))
      const now = this.#clock.now()
      const lease = { until: now + leaseMs, seenAt: now }
      const apart: Record<string, { until: number; seenAt: number }> = {}
      const named = new Set(renewed)
      for (const [session, held] of this.#held)
        if (!named.has(held)) apart[session] = { until: held.until, seenAt: held.seenAt }
      await this.#nodes.renew(lease, apart)
      for (const held of renewed) if (held) Object.assign(held, lease)
      return claims.filter((_, index) => !renewed[index])
    })
  }

  async release(claims: readonly JournalClaim[]): Promise<void> {
    await inParallel(claims, READERS, (claim) =>
      this.#closing(`release session ${claim.session}`, claim, async (held) => {
        await held.close({ release: true }, false)
        await this.#files.close(this.#pathOf(claim.session))
      }),
    )
  }

  async end(claim: JournalClaim, keep?: { readonly keepMs: number }): Promise<void> {
    await this.#closing(`end session ${claim.session}`, claim, async (held) => {
      await held.close({ closed: this.#clock.now() + (keep?.keepMs ?? 0) }, keep !== undefined)
      if (!keep) await this.#fileOf(claim.session).remove()
    })
  }

  async list(filter?: StoredSessionFilter): Promise<StoredSession[]> {
    const known: KnownNodes = new Map()
    const rows = await inParallel(await this.#ids(), READERS, async (id) => {
      const file = await this.#read(id).catch(unlessDamaged)
      return file && this.#rowOf(file, known)
    })
    return listed(
      rows.filter((row) => row !== null),
      filter,
    )
  }

  async sweep(idleMs: number): Promise<string[]> {
    const known: KnownNodes = new Map()
    // This reports a folder that cannot be written when the server starts, and not only when the first session starts.
    await doing('join', this.folder, () => this.#nodes.join())
    const ids = await this.#ids()
    const swept = await inParallel(ids, READERS, (id) =>
      this.#turn(`sweep session ${id}`, id, () => this.#sweep(id, idleMs, known)),
    )
    await doing('sweep', this.folder, () => this.#nodes.sweep(this.#clock.now() - idleMs))
    return ids.filter((_, index) => swept[index])
  }

  /** Ends the claims of this store: another process may claim its sessions. */
  async close(): Promise<void> {
    await this.#turns.idle()
    for (const held of this.#held.values()) held.lose()
    this.#held.clear()
    await this.#nodes.close()
    await this.#files.closeAll()
  }

  /**
   * @param read the content of the file, if it has just been read
   */
  async #claim(id: string, owner: string, leaseMs: number, read?: JournalFile): Promise<JournalClaim | null> {
    // Another process may have replaced the file in the meantime.
    await this.#files.close(this.#pathOf(id))
    const file = this.#fileOf(id)
    const before = read ?? (await file.read())
    if (!before || before.closedUntil !== null || (await this.#isHeld(before))) return null
    await this.#nodes.join()
    const epoch = before.claim.claim + 1
    const line = {
      ...this.#claimLine(epoch, owner, leaseMs, before.lastSeq),
      afterCompacting: before.isCompacting,
    }
    const isIn = ({ claim }: JournalFile) => claim.claim === epoch && claim.node === line.node
    const mayWrite = ({ claim, closedUntil, isCompacting }: JournalFile) =>
      claim.claim === epoch - 1 && closedUntil === null && isCompacting === before.isCompacting
    try {
      const after = await file.append(encodeValues(line), { known: before, mayWrite, isIn, lasts: !read })
      this.#held.get(id)?.lose()
      this.#hold(id, file, line, (after ?? before).lastSeq)
    } catch (error) {
      if (error instanceof ClaimLostError) return null
      throw error
    }
    const { isReleased, claim } = before
    if (!isReleased && claim.node !== line.node) await this.#nodes.tellLoss(claim.node, id, epoch)
    return { session: id, epoch }
  }

  /** True while the last claim still protects the session from other claims. */
  async #isHeld({ session, claim, isReleased, isCompacting }: JournalFile): Promise<boolean> {
    const now = this.#clock.now()
    if (isReleased) return false
    if (claim.node === this.#nodes.name) {
      const held = this.#held.get(session.id)
      return held?.claim.claim === claim.claim && held.until > now
    }
    const state = await this.#nodes.stateOf(claim.node)
    if (state === 'ended') return false
    const lease = await this.#nodes.leaseOf(claim.node, session.id)
    const until = Math.max(claim.leaseUntil, lease?.until ?? 0)
    return until > now || (isCompacting && (state === 'runs' || until + COMPACT_MS > now))
  }

  async #sweep(id: string, idleMs: number, known: KnownNodes): Promise<boolean> {
    const now = this.#clock.now()
    const file = await this.#fileOf(id).read().catch(unlessDamaged)
    if (!file) return this.#sweepUnreadable(id, idleMs)
    const { seenAt } = await this.#rowOf(file, known)
    if (file.closedUntil === null) {
      if (seenAt > now - idleMs || !(await this.#claim(id, 'sweep', 0, file))) return false
    } else if (file.closedUntil > now) return false
    this.#drop(id)
    await this.#fileOf(id).remove()
    return true
  }

  /** Removes an old file that is damaged, or whose process was stopped while it opened the session. */
  async #sweepUnreadable(id: string, idleMs: number): Promise<boolean> {
    const { mtimeMs } = await stat(this.#pathOf(id))
    if (mtimeMs > Date.now() - Math.max(idleMs, COMPACT_MS)) return false
    await rm(this.#pathOf(id), { force: true })
    return true
  }

  async #rowOf(file: JournalFile, known?: KnownNodes): Promise<StoredSession> {
    const { session, openedAt, claim, closedUntil, isReleased, lastSeq, seenAt } = file
    const isFree = isReleased || closedUntil !== null
    const lease = isFree ? null : await this.#nodes.leaseOf(claim.node, session.id, known)
    return {
      ...session,
      state: closedUntil === null ? 'live' : 'closed',
      owner: isFree ? null : claim.owner,
      epoch: claim.claim,
      leaseUntil: isFree ? 0 : Math.max(claim.leaseUntil, lease?.until ?? 0),
      lastSeq,
      openedAt,
      seenAt: Math.max(seenAt, lease?.seenAt ?? 0),
    }
  }

  async #read(id: string): Promise<JournalFile | null> {
    if (!isSessionId(id)) return null
    return doing(`read session ${id}`, this.folder, () => this.#fileOf(id).read())
  }

  async #ids(): Promise<string[]> {
    const names = await doing('list sessions', this.folder, () =>
      readdir(this.folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return []
        throw error
      }),
    )
    return names.filter((name) => name.endsWith(END)).map((name) => name.slice(0, -END.length))
  }

  #claimLine(claim: number, owner: string, leaseMs: number, last: number): ClaimLine {
    const at = this.#clock.now()
    return { claim, owner, node: this.#nodes.name, at, leaseUntil: at + leaseMs, last }
  }

  #hold(id: string, file: SessionFile, claim: ClaimLine, lastSeq: number): void {
    const now = () => this.#clock.now()
    const inTurn = <T>(task: () => Promise<T>) => this.#turns.take(id, task)
    const compactBytes = this.#compactBytes
    this.#held.set(id, new ClaimedFile(id, { file, claim, lastSeq, now, inTurn, compactBytes }))
  }

  #heldBy({ session, epoch }: JournalClaim): ClaimedFile | null {
    const held = this.#held.get(session)
    return held?.claim.claim === epoch ? held : null
  }

  /** Forgets a claim of this epoch or an earlier one. */
  #lose(session: string, epoch: number): void {
    if ((this.#held.get(session)?.claim.claim ?? Infinity) <= epoch) this.#drop(session)
  }

  #drop(session: string): void {
    this.#held.get(session)?.lose()
    this.#held.delete(session)
  }

  /** Runs a task that needs the claim, and forgets the claim if it turns out to be lost. */
  async #holding<T>(what: string, claim: JournalClaim, task: (held: ClaimedFile) => Promise<T>): Promise<T> {
    const held = this.#heldBy(claim)
    if (!held) throw new ClaimLostError(claim.session)
    try {
      return await doing(what, this.folder, () => task(held))
    } catch (error) {
      if (error instanceof ClaimLostError) this.#lose(claim.session, claim.epoch)
      throw error
    }
  }

  /** Runs a task that gives up the claim, if the claim still holds. */
  async #closing(
    what: string,
    claim: JournalClaim,
    task: (held: ClaimedFile) => Promise<void>,
  ): Promise<void> {
    await this.#turn(what, claim.session, async () => {
      const held = this.#heldBy(claim)
      if (!held) return
      await held.flush()
      try {
        await task(held)
      } catch (error) {
        if (!(error instanceof ClaimLostError)) throw error
      }
      this.#lose(claim.session, claim.epoch)
    })
  }

  #turn<T>(what: string, session: string, task: () => Promise<T>): Promise<T> {
    return doing(what, this.folder, () => this.#turns.take(session, task))
  }

  /** Makes the names of new files survive a crash of the machine. Calls that arrive before a pending sync starts share that sync. */
  #syncFolder(): Promise<void> {
    if (this.#folderSync && !this.#folderSync.begun) return this.#folderSync.done
    const before = this.#folderSync?.done ?? Promise.resolve()
    const sync = { begun: false, done: Promise.resolve() }
    sync.done = before
      .catch(() => {})
      .then(() => {
        sync.begun = true
        return syncOf(this.folder)
      })
    this.#folderSync = sync
    return sync.done
  }

  #fileOf(id: string): SessionFile {
    return new SessionFile(id, this.#pathOf(id), this.#files, () => this.#syncFolder())
  }

  #pathOf(id: string): string {
    return join(this.folder, `${id}${END}`)
  }
}

/** Turns the error of a damaged file into null, so that one damaged file does not hide the others. */
function unlessDamaged(error: unknown): null {
  if (error instanceof DamagedJournalError) return null
  throw error
}

async function doing<T>(what: string, folder: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task()
  } catch (error) {
    throw storageProblem(error, what, folder)
  }
}

async function syncOf(folder: string): Promise<void> {
  // Windows cannot open a folder, and does not need this.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
