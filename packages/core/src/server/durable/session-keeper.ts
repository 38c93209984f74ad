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
/** How often the keeper looks for abandoned journals. */
const SWEEP_MS = 3_600_000
/** How long a server may be down at least, so that its pages still find their sessions. */
const LEAST_KEPT_SECONDS = 3600
/** The time between two attempts to claim a session that another process holds. */
const RETRY_MS = 250
/** How long a request for a file waits for the page of its session, and how often it checks. */
const FILE_PATIENCE_MS = 10_000
const FILE_LOOK_MS = 100

/** The store of the uploads of durable sessions. */
export interface KeptFiles {
  /** Removes the files of a session. */
  endSession(session: string): Promise<void>
  /** Marks sessions as alive, so that their files do not count as abandoned. */
  touch(sessions: readonly string[]): Promise<void>
  /** Removes the files of sessions that are unknown and have not been touched since `before`. */
  sweep(before: number, isKnown: (session: string) => Promise<boolean>): Promise<void>
}

export interface SessionKeeperOptions {
  readonly durable: string | JournalStore
  /** Keeps uploads. With null, uploads end with their process. */
  readonly files: KeptFiles | null
  /** The folder for large records. With undefined, the store keeps them like all other records. */
  readonly recordFolder: string | undefined
  /** The secret with which passwords are sealed. */
  readonly secret: string | undefined
  readonly logger: Logger
  readonly clock: Clock
  /** How long a session waits for its page, in seconds. */
  readonly reconnectTimeout: number
  /** The policy for the sessions of an application. */
  readonly policyOf: (app: string) => DurablePolicy
  /** The longest time, in seconds, for which any application keeps abandoned sessions. */
  readonly keptSeconds: () => number
}

/** A page that asks for a session. */
export interface SessionClaimant {
  readonly secret: string
  /** The user, from `authorize`. */
  readonly user: SessionInfo['user']
}

/** Brings a session back. */
type Resume = (durable: DurableSessions) => ReturnType<DurableSessions['resume']>

/** Thrown if a session is not available right now. Its page should ask again. */
export class SessionNotReadyError extends Error {
  override readonly name = 'SessionNotReadyError'
}

/** Thrown if a stored session cannot be continued, because its journal is damaged or its code has changed. The session has ended. */
export class SessionLostError extends Error {
  override readonly name = 'SessionLostError'
}

/** Keeps the sessions of a host in a store: renews their claims, resumes sessions that an earlier process left, and removes abandoned sessions. */
export class SessionKeeper {
  readonly #options: SessionKeeperOptions
  readonly #store: JournalStore
  /** The name of the store in messages. */
  readonly #place: string
  #host: SessionHost | null = null
  #cancel: (() => void)[] = []
  #isFailing = false
  /** Attempts to resume a session that have not ended. */
  readonly #attempts = new Set<Promise<unknown>>()

  constructor(options: SessionKeeperOptions) {
    this.#options = options
    this.#place = placeOf(options.durable)
    const store = journalStoreOf(options.durable)
    const { recordFolder } = options
    this.#store = recordFolder === undefined ? store : new LargeRecordStore(store, recordFolder)
  }

  /** The options that the host needs for durable sessions. */
  get hostOptions(): DurableHostOptions {
    const { secret, policyOf } = this.#options
    const sealer = secret === undefined ? undefined : secretSealer(secret)
    return { store: this.#store, owner: randomToken(), leaseMs: LEASE_MS, sealer, policyOf }
  }

  /** Starts to renew the claims of a host, and to sweep. */
  begin(host: SessionHost): void {
    this.#host = host
    this.#every(RENEW_MS, () => host.durable?.renew())
    this.#sweepSoon()
  }

  /**
   * Resumes a session that a page asks for and that this process does not have. If another process holds the session, or the store cannot be reached,
   * it retries for slightly longer than a claim lasts.
   * @param page the secret of the page, and its user from `authorize`, who must be the user with whom the session started
   * @param isWanted tells whether the page is still connected
   * @throws SessionNotReadyError if the store cannot be reached or another process still holds the session; SessionLostError if the session cannot be
   * continued
   */
  async restore(id: string, page: SessionClaimant, isWanted: () => boolean): Promise<void> {
    const { secret, user } = page
    await this.#restored(id, isWanted, (durable) => durable.resume(id, secret, userOf({ user })))
  }

  /**
   * The same as `restore`, for somebody who has a link of `share`, whose user may be another one. If the session cannot be continued, it ends, and this
   * person learns only that it is gone.
   * @param app the application that the link names
   * @throws SessionNotReadyError
   */
  async restoreByLink(id: string, app: string, token: string, isWanted: () => boolean): Promise<void> {
    try {
      await this.#restored(id, isWanted, (durable) => durable.resumeByLink(id, app, token))
    } catch (error) {
      if (!(error instanceof SessionLostError)) throw error
    }
  }

  async #restored(id: string, isWanted: () => boolean, resume: Resume): Promise<void> {
    const { clock, logger } = this.#options
    const { durable, registry } = this.#host ?? {}
    if (!durable) return
    const until = clock.now() + LEASE_MS + RENEW_MS
    while (isWanted() && !registry?.get(id)) {
      const attempt = this.#attempt(id, () => resume(durable))
      this.#attempts.add(attempt)
      const outcome = await attempt.finally(() => this.#attempts.delete(attempt))
      if (outcome === 'over') return
      if (clock.now() > until) {
        if (outcome !== 'held')
          logger.error(`[webio] The store of durable sessions, ${this.#place}, fails: ${messageOf(outcome)}`)
        throw new SessionNotReadyError('The session cannot be resumed right now.')
      }
      await new Promise<void>((resolve) => void clock.setTimer(resolve, RETRY_MS))
    }
  }

  /**
   * Waits for a session whose page has not asked for it yet in this process, because the browser may request a file first.
   * @returns whether the session is here; `coming` if it is stored and its page has not connected in time
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

  /** Whether a session is being resumed, so that it may be here soon. */
  get isResuming(): boolean {
    return this.#attempts.size > 0
  }

  /** Resolves when each session that is being resumed is here, or cannot be resumed. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#attempts)
  }

  /** Stops the timers, and closes the store unless the caller provided it. Call it after the host has released its sessions. */
  async close(): Promise<void> {
    for (const cancel of this.#cancel.splice(0)) cancel()
    if (typeof this.#options.durable === 'string') await this.#store.close()
  }

  /** Tries once. @returns `over` if there is nothing to wait for, `held` if another process holds the session, or what the store threw */
  async #attempt(id: string, resume: () => ReturnType<Resume>): Promise<unknown> {
    try {
      return (await resume()) === 'held' ? 'held' : 'over'
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
    // Only its process knows about a session that is no longer durable.
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

  /** Runs a task. Logs once that the store fails, and once that it works again. */
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

/** The message of an error. An operator needs no stack to see that a folder cannot be written or a server cannot be reached. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error)
}
