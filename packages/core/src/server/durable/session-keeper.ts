import { DamagedJournalError } from '../../engine/durable/journal-store'
import type { JournalStore } from '../../engine/durable/journal-store'
import { randomToken } from '../../engine/files/tokens'
import type { DurableHostOptions, DurablePolicy, DurableSessions } from '../../engine/host/durable-sessions'
import { userOf } from '../../engine/host/durable-sessions'
import type { SessionHost } from '../../engine/host/session-host'
import type { Clock } from '../../engine/clock'
import type { Logger } from '../../engine/logger'
import type { SessionInfo } from '../../engine/session-info'
import { DurableMismatch } from '../../errors'
import { journalStoreOf, placeOf } from './journal-store-of'
import { LargeRecordStore } from './large-records'
import { secretSealer } from './secret-sealer'

/** How long a claim holds without renewal, and how often claims are renewed. */
const LEASE_MS = 15_000
const RENEW_MS = 5000
/** How often journals that nobody came back for are looked for. */
const SWEEP_MS = 3_600_000
/** A server may be down for so long, and its pages still find their sessions. */
const LEAST_KEPT_SECONDS = 3600
/** How often a session is asked for again that another process holds. */
const RETRY_MS = 250
/** How long a request for a file waits for the page of its session, and how often it looks. */
const FILE_PATIENCE_MS = 10_000
const FILE_LOOK_MS = 100

/** The uploads of durable sessions, by session. */
export interface KeptFiles {
  /** Removes the files of a session. */
  endSession(session: string): Promise<void>
  /** These sessions live: their files are not left behind. */
  touch(sessions: readonly string[]): Promise<void>
  /** Removes the files of sessions that nobody knows and that were not touched since. */
  sweep(before: number, isKnown: (session: string) => Promise<boolean>): Promise<void>
}

export interface SessionKeeperOptions {
  readonly durable: string | JournalStore
  /** Keeps uploads. null: they end with their process. */
  readonly files: KeptFiles | null
  /** Where large records are kept; undefined: in the store, as all others. */
  readonly recordFolder: string | undefined
  /** Seals passwords. */
  readonly secret: string | undefined
  readonly logger: Logger
  readonly clock: Clock
  /** Seconds that a session waits for its page. */
  readonly reconnectTimeout: number
  /** What holds for the sessions of an application. */
  readonly policyOf: (app: string) => DurablePolicy
  /** The longest time that an application keeps sessions that nobody comes back for. */
  readonly keptSeconds: () => number
}

/** A page that wants a session. */
export interface SessionClaimant {
  readonly secret: string
  /** The user, from `authorize`. */
  readonly user: SessionInfo['user']
}

/** A session cannot be had right now: its page should ask again. */
export class SessionNotReadyError extends Error {
  override readonly name = 'SessionNotReadyError'
}

/** A session is kept and cannot be continued: its journal is damaged, or its code does something else now. It has ended. */
export class SessionLostError extends Error {
  override readonly name = 'SessionLostError'
}

/** Keeps the sessions of a host in a store: holds its claims, gives pages back what an earlier process has left, and removes what nobody comes back for. */
export class SessionKeeper {
  readonly #options: SessionKeeperOptions
  readonly #store: JournalStore
  /** Names the store in messages. */
  readonly #place: string
  #host: SessionHost | null = null
  #cancel: (() => void)[] = []
  #isFailing = false

  constructor(options: SessionKeeperOptions) {
    this.#options = options
    this.#place = placeOf(options.durable)
    const store = journalStoreOf(options.durable)
    const { recordFolder } = options
    this.#store = recordFolder === undefined ? store : new LargeRecordStore(store, recordFolder)
  }

  /** What a host needs of it. */
  get hostOptions(): DurableHostOptions {
    const { secret, policyOf } = this.#options
    const sealer = secret === undefined ? undefined : secretSealer(secret)
    return { store: this.#store, owner: randomToken(), leaseMs: LEASE_MS, sealer, policyOf }
  }

  /** Holds the claims of a host from now on. */
  begin(host: SessionHost): void {
    this.#host = host
    this.#every(RENEW_MS, () => host.durable?.renew())
    this.#sweepSoon()
  }

  /**
   * Takes up a session that a page asks for and this process does not have. If another process holds it, or the store cannot be reached, it asks
   * again for as long as a claim lasts.
   * @param page what it has: the secret, and the user from `authorize`, who must be the one with whom the session began
   * @param isWanted whether the page is still there
   * @throws SessionNotReadyError if the store could not be asked, or another process still holds it; SessionLostError if it cannot be continued
   */
  async restore(id: string, page: SessionClaimant, isWanted: () => boolean): Promise<void> {
    const { clock, logger } = this.#options
    const { durable, registry } = this.#host ?? {}
    if (!durable) return
    const until = clock.now() + LEASE_MS + RENEW_MS
    while (isWanted() && !registry?.get(id)) {
      const outcome = await this.#attempt(durable, id, page)
      if (outcome === 'over') return
      if (clock.now() > until) {
        if (outcome !== 'held')
          logger.error(`[webio] The store of durable sessions, ${this.#place}, fails: ${messageOf(outcome)}`)
        throw new SessionNotReadyError('The session cannot be taken up right now.')
      }
      await new Promise<void>((resolve) => void clock.setTimer(resolve, RETRY_MS))
    }
  }

  /**
   * Waits for a session whose page has not asked for it yet in this process: its browser may ask for a file first, or a viewer come before it.
   * @returns whether the session is here. It is `coming` if it is kept and its page has not come in time
   */
  async await(id: string): Promise<'here' | 'coming' | 'gone'> {
    const { clock } = this.#options
    const { registry } = this.#host ?? {}
    const isHere = (): boolean => registry?.get(id) !== undefined
    if (isHere()) return 'here'
    const row = await this.#store.get(id).catch(() => null)
    if (row?.state !== 'live') return isHere() ? 'here' : 'gone'
    for (const until = clock.now() + FILE_PATIENCE_MS; !isHere() && clock.now() < until;)
      await new Promise<void>((resolve) => void clock.setTimer(resolve, FILE_LOOK_MS))
    return isHere() ? 'here' : 'coming'
  }

  /** Closes the store. The host has let its sessions go. */
  async close(): Promise<void> {
    for (const cancel of this.#cancel.splice(0)) cancel()
    if (typeof this.#options.durable === 'string') await this.#store.close()
  }

  /** @returns `over` if there is nothing to wait for, `held` if another process has the session, or what the store threw */
  async #attempt(durable: DurableSessions, id: string, { secret, user }: SessionClaimant): Promise<unknown> {
    try {
      const taken = await durable.takeUp(id, secret, userOf({ user }))
      return taken === 'held' ? 'held' : 'over'
    } catch (error) {
      if (!(error instanceof DurableMismatch) && !(error instanceof DamagedJournalError)) return error
      this.#options.logger.error(
        `[webio] The durable session ${id} in ${this.#place} cannot be continued:`,
        error,
      )
      throw new SessionLostError('The session cannot be continued.', { cause: error })
    }
  }

  #sweepSoon(): void {
    const { reconnectTimeout, keptSeconds } = this.#options
    const sweep = async (): Promise<void> => {
      const idleMs = Math.max(reconnectTimeout, LEAST_KEPT_SECONDS, keptSeconds()) * 1000
      const removed = await this.#store.sweep(idleMs)
      await this.#sweepFiles(removed)
    }
    void this.#tried(sweep)
    this.#every(SWEEP_MS, sweep)
  }

  /** @param removed sessions whose journals are gone */
  async #sweepFiles(removed: readonly string[]): Promise<void> {
    const { files, clock } = this.#options
    const { registry } = this.#host ?? {}
    if (!files || !registry) return
    for (const id of removed) await files.endSession(id)
    // Of a session that is not durable any more, only its process knows.
    await files.touch(registry.list().map(({ id }) => id))
    await files.sweep(
      clock.now() - 3 * SWEEP_MS,
      async (id) => registry.get(id) !== undefined || (await this.#store.get(id)) !== null,
    )
  }

  #every(ms: number, task: () => Promise<void> | undefined): void {
    const { clock } = this.#options
    const index = this.#cancel.length
    const again = () => {
      this.#cancel[index] = clock.setTimer(() => void this.#tried(task).then(again), ms)
    }
    again()
  }

  /** Says once that the store fails, and once that it works again. */
  async #tried(task: () => Promise<void> | undefined): Promise<void> {
    const { logger } = this.#options
    try {
      await task()
      if (this.#isFailing) logger.info(`[webio] The store of durable sessions, ${this.#place}, works again.`)
      this.#isFailing = false
    } catch (error) {
      if (!this.#isFailing)
        logger.error(`[webio] The store of durable sessions, ${this.#place}, fails: ${messageOf(error)}`)
      this.#isFailing = true
    }
  }
}

/** An operator needs no stack of the library to see that a folder cannot be written or a server cannot be reached. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error)
}
