import { DurableMismatch } from '../../errors'
import type { JsonObject } from '../../protocol/json'
import type { Clock } from '../clock'
import type { DurableSetup, DurableTarget } from '../durable/durable-events'
import { DurableEvents } from '../durable/durable-events'
import type { GiveUpReason, JournalListener } from '../durable/journal'
import { Journal } from '../durable/journal'
import type { JournalClaim, JournalStore, StoredSession } from '../durable/journal-store'
import { DamagedJournalError } from '../durable/journal-store'
import type { JournalRecord, OpenRecord } from '../durable/records'
import { refilledOpening } from '../durable/refill'
import type { Sealer } from '../durable/sealer'
import { equalSecrets, randomToken } from '../files/tokens'
import type { FileStore } from '../files/file-store'
import type { Logger } from '../logger'
import { withFields } from '../logger'
import type { Session } from '../session'
import type { SessionInfo } from '../session-info'
import type { TaskFunction } from '../tasks/applications'
import { isStoredLink } from '../viewers/stored-link'
import { DurableCounts } from './durable-counts'
import { Hibernation } from './hibernation'
import { infoOf, openRecordOf } from './open-record'
import { rehearse } from './rehearsal'
import type { RehearsedSession } from './rehearsals'
import { REHEARSAL_PATIENCE_MS, Rehearsals } from './rehearsals'
import { secretHashOf } from './secret-hash'

/** The options for the durable sessions of a host. */
export interface DurableHostOptions {
  readonly store: JournalStore
  /** The name of this process, unique among those that share the store. */
  readonly owner: string
  /** How many milliseconds a claim lasts unless it is renewed. @default 15,000 */
  readonly leaseMs?: number
  /** The policy for the sessions of one application. @default no version, and sessions that cannot continue end */
  readonly policyOf?: (app: string) => DurablePolicy
  /** Encrypts passwords in journals. Without one, forms with a password are shown again after a restart. */
  readonly sealer?: Sealer | undefined
  /** How many milliseconds a replay waits for missing parts. @default 10,000 */
  readonly patienceMs?: number | undefined
  /** How many milliseconds the journal of an ended session stays, for audits. @default 0: it is deleted at once */
  readonly keepMs?: number | undefined
  /** Tries after each event whether the session would continue after a restart, and names the line that is in the way: for development. @default false */
  readonly rehearses?: boolean | undefined
  /** Where uploads are, for that. */
  readonly files?: FileStore | undefined
  /** Above `many` records, a session logs a warning; above `most`, it is no longer durable. @default 5000 and 20,000 */
  readonly bounds?: { readonly many: number; readonly most: number } | undefined
}

/** What happens to a session that different code has recorded. */
export type OnNewCode = 'replay' | 'refill' | 'keep' | 'end'

/** The policy for the durable sessions of one application. */
export interface DurablePolicy {
  /** The version of its code. */
  readonly version: string
  /**
   * `replay` tries to continue, and refills if the code does something else; `refill` begins again with the answers filled in; `end` ends the
   * session; `keep` lets the process that has the session finish it, and acts like `replay` once that process has ended. If missing, every session
   * continues, and a session that cannot continue ends.
   */
  readonly onNewCode?: OnNewCode | undefined
  /** How long a session waits for its page. @default the same as other sessions */
  readonly keepSeconds?: number | undefined
  /** How long a session without a page stays in memory. @default as long as it waits */
  readonly hibernateSeconds?: number | undefined
}

const NO_POLICY: DurablePolicy = { version: '' }

/** The part of a host that its durable sessions need. */
export interface DurableHost {
  readonly clock: Clock
  readonly logger: Logger
  task(app: string): TaskFunction | undefined
  /** Creates a session that is not registered yet. */
  make(identity: SessionIdentity, durable: DurableSetup): Session
  /** Registers a session, so that pages find it. */
  add(session: Session): void
}

/** The identity of a session. */
export interface SessionIdentity {
  readonly id: string
  readonly secret: string
  readonly app: string
  readonly params: JsonObject
  readonly info: SessionInfo
}

const LEASE_MS = 15_000
/** Delays before each retry to end a session in the store, in milliseconds. */
const END_RETRIES_MS = [1000, 10_000, 60_000]
/** How long the journal of a session that could not continue stays, so that its author can find out why. */
const KEPT_AFTER_MISMATCH_MS = 7 * 86_400_000

/** The stored state of a session's journal. */
interface StoredJournal {
  readonly records: JournalRecord[]
  /** The version of the code that continues it. */
  readonly version: string
  /** How many times the session has been continued. */
  readonly run: number
  lastSeq: number
  /** Whether the only record replaces all stored ones. */
  readonly isNewOpening?: boolean
}

/** Makes the sessions of a host durable. */
export function durableSessions(options: DurableHostOptions): (host: DurableHost) => DurableSessions {
  return (host) => new DurableSessions(options, host)
}

/** The reason why a session is no longer durable, for the log. */
const GIVEN_UP: Readonly<Record<GiveUpReason, string>> = {
  store: 'Its journal could not be written for too long:',
  data: 'An answer cannot be kept in its journal:',
  records: 'It has too many records. Call checkpoint(state) now and then.',
}

/** The durable sessions of a host: claims them and brings them back. */
export class DurableSessions {
  /** Counts since the process started. */
  readonly counts = new DurableCounts()
  readonly #options: DurableHostOptions
  readonly #host: DurableHost
  readonly #journals = new Map<string, Journal>()
  /** The time of the store's last write for any session. */
  #lastWriteAt = -Infinity
  readonly #rehearsals: Rehearsals | null
  readonly #hibernation: Hibernation
  /** Sessions that a link has resumed, whose own page has not come yet, with the hashes of their secrets. */
  readonly #unmet = new WeakMap<Session, string>()

  constructor(options: DurableHostOptions, host: DurableHost) {
    this.#options = options
    this.#host = host
    this.#rehearsals = options.rehearses
      ? new Rehearsals(host.clock, host.logger, (session, most) => this.#rehearse(session, most))
      : null
    this.#hibernation = new Hibernation(host.clock, {
      secondsOf: ({ app }) => (this.staysWithCode(app) ? undefined : this.#policyOf(app).hibernateSeconds),
      hibernated: ({ app }) => this.counts.hibernate(app),
    })
  }

  /** A page has attached to a session, or its connection has ended. */
  pageChanged(session: Session): void {
    this.#hibernation.pageChanged(session)
  }

  /** The setup that makes a new session durable. */
  setupOf({ id, secret, app, info }: SessionIdentity): DurableSetup {
    const { store, owner, leaseMs = LEASE_MS } = this.#options
    const { version, keepSeconds } = this.#policyOf(app)
    const user = userOf(info)
    const claim = async (): Promise<JournalClaim> =>
      store.open({ id, app, version, user, secretHash: await secretHashOf(secret) }, owner, leaseMs)
    return this.#setup(id, claim, keepSeconds, { records: [], version, run: 0, lastSeq: 0 })
  }

  /** The claims that this process holds. */
  get claims(): JournalClaim[] {
    return [...this.#journals.values()].flatMap(({ claim }) => claim ?? [])
  }

  /** Tells whether sessions of this application stay in their process even if it is about to end. */
  staysWithCode(app: string): boolean {
    return this.#policyOf(app).onNewCode === 'keep'
  }

  /** Renews the claims. Call it several times within the duration of a claim. */
  async renew(): Promise<void> {
    const { store, leaseMs = LEASE_MS } = this.#options
    const claims = this.claims
    if (claims.length === 0) return
    for (const { session } of await store.renew(claims, leaseMs)) this.#journals.get(session)?.lose()
  }

  /**
   * Brings back a session that no process has.
   * @param secret the secret of its page
   * @param user the visitor of the page, as a store records it; must be the session's own. @default anybody with the secret
   * @returns `held` if another process has it, or another call is bringing it back; null if there is none that this page may have
   * @throws DurableMismatch, DamagedJournalError if it cannot be brought back. It has then ended, and its journal stays for a week
   */
  async resume(id: string, secret: string, user?: string | null): Promise<Session | 'held' | null> {
    const row = await this.#options.store.get(id)
    if (row?.state !== 'live' || !equalSecrets(row.secretHash, await secretHashOf(secret))) return null
    if (user !== undefined && row.user !== user) return null
    return this.#claimed(row, secret)
  }

  /**
   * Brings back a session that no process has, for the page of somebody who has a link of `share`. The session's own page is recognized when it comes
   * back.
   * @param app the application that the link names
   * @param token the token of the link
   * @returns the same as `resume`; null if the journal has no such link, or the link has expired
   * @throws the same as `resume`
   */
  async resumeByLink(id: string, app: string, token: string): Promise<Session | 'held' | null> {
    const { store } = this.#options
    const row = await store.get(id)
    if (row?.state !== 'live' || row.app !== app || !(await this.#hasLink(id, token))) return null
    return this.#claimed(row, null)
  }

  /** The page with this secret has come. If the session came back by a link and this is its own page, the session learns the secret. */
  async recognize(session: Session, secret: string): Promise<void> {
    const hash = this.#unmet.get(session)
    if (hash === undefined || !equalSecrets(hash, await secretHashOf(secret))) return
    this.#unmet.delete(session)
    session.learnSecret(secret)
  }

  async #hasLink(id: string, token: string): Promise<boolean> {
    const now = this.#host.clock.now()
    try {
      for await (const entry of this.#options.store.load(id))
        if (isStoredLink(entry as unknown as JournalRecord, token, now)) return true
    } catch (error) {
      // The session's own page is told that it cannot be continued; others learn nothing.
      if (!(error instanceof DamagedJournalError)) throw error
    }
    return false
  }

  /** @param secret null if the session's own page has not told it yet */
  async #claimed(row: StoredSession, secret: string | null): Promise<Session | 'held' | null> {
    const { id, app } = row
    const { store, owner, leaseMs = LEASE_MS } = this.#options
    const task = this.#host.task(app)
    if (!task) return null
    const claim = await store.claim(id, owner, leaseMs)
    if (!claim) return 'held'
    const { clock } = this.#host
    const start = clock.now()
    try {
      const session = await this.#recovered(row, secret, claim, task)
      this.counts.replay(app, 'continued', clock.now() - start)
      return session
    } catch (error) {
      this.counts.replay(app, 'failed', clock.now() - start)
      this.#journals.delete(id)
      if (error instanceof DurableMismatch || error instanceof DamagedJournalError)
        await store.end(claim, { keepMs: KEPT_AFTER_MISMATCH_MS })
      else await store.release([claim])
      throw error
    }
  }

  async #recovered(
    row: StoredSession,
    secret: string | null,
    claim: JournalClaim,
    task: TaskFunction,
  ): Promise<Session> {
    const journal: StoredJournal = { records: [], version: '', run: claim.epoch, lastSeq: 0 }
    for await (const entry of this.#options.store.load(row.id)) {
      journal.records.push(entry as unknown as JournalRecord)
      journal.lastSeq = entry.seq
    }
    const open = openRecordOf(journal.records)
    const { version, onNewCode } = this.#policyOf(row.app)
    const isNew = open.version !== version
    const replay = (): Promise<Session> => this.#replayed(row, secret, claim, task, { ...journal, version })
    if (!onNewCode || (!isNew && onNewCode === 'end')) return replay()
    const changed = (): DurableMismatch =>
      new DurableMismatch(`It was recorded by version ${open.version}, and this is version ${version}.`)
    if (onNewCode === 'end') throw changed()
    if (isNew && onNewCode === 'refill') return this.#refilled(row, secret, claim, task, journal, changed())
    try {
      return await replay()
    } catch (error) {
      if (!(error instanceof DurableMismatch)) throw error
      return this.#refilled(row, secret, claim, task, journal, error)
    }
  }

  async #replayed(
    { id, app, secretHash }: StoredSession,
    secret: string | null,
    claim: JournalClaim,
    task: TaskFunction,
    journal: StoredJournal,
  ): Promise<Session> {
    const open = openRecordOf(journal.records)
    const setup = this.#setup(id, claim, this.#policyOf(app).keepSeconds, journal)
    const identity = { id, secret: secret ?? randomToken(), app, params: open.params, info: infoOf(open) }
    const session = this.#host.make(identity, setup)
    if (secret === null) this.#unmet.set(session, secretHash)
    try {
      await session.recover(task)
    } catch (error) {
      session.drop()
      throw error
    }
    this.#host.add(session)
    this.pageChanged(session)
    return session
  }

  /** Starts the code again. Its forms open with the answers that the session had. */
  #refilled(
    row: StoredSession,
    secret: string | null,
    claim: JournalClaim,
    task: TaskFunction,
    { records, run, lastSeq }: StoredJournal,
    why: DurableMismatch,
  ): Promise<Session> {
    const { version } = this.#policyOf(row.app)
    withFields(this.#host.logger, { session: row.id, app: row.app }).warn(
      `[webio] Session ${row.id} of application "${row.app}" begins again with its earlier answers filled in. ${why.message}`,
    )
    const open = refilledOpening(records, openRecordOf(records), version)
    const journal: StoredJournal = { records: [open], version, run, lastSeq, isNewOpening: true }
    return this.#replayed(row, secret, claim, task, journal)
  }

  #policyOf(app: string): DurablePolicy {
    return this.#options.policyOf?.(app) ?? NO_POLICY
  }

  #setup(
    id: string,
    claim: JournalClaim | (() => Promise<JournalClaim>),
    keepSeconds: number | undefined,
    { records, version, run, lastSeq, isNewOpening }: StoredJournal,
  ): DurableSetup {
    const { store, sealer, patienceMs, keepMs = 0, bounds } = this.#options
    let session: DurableTarget | undefined
    const listener = this.#listenerOf(() => session)
    const { clock } = this.#host
    const lastWriteAt = (): number => this.#lastWriteAt
    const journal = new Journal({ store, claim, clock, listener, lastSeq, bounds, lastWriteAt })
    this.#journals.set(id, journal)
    // The session's beginning is decided only now.
    if (isNewOpening) journal.restart(records[0] as OpenRecord)
    const forget = (): JournalClaim[] => {
      this.#journals.delete(id)
      return journal.claim ? [journal.claim] : []
    }
    const setup: DurableSetup = {
      ...{ journal, records, run, version, patienceMs, sealer, keepSeconds },
      create: (made, link) => {
        session = made
        return new DurableEvents(made, setup, link)
      },
      ended: async () => {
        for (const held of forget()) await this.#end(held, keepMs > 0 ? { keepMs } : undefined)
      },
      // If that fails, the claim expires.
      released: () => store.release(forget()).catch(() => {}),
    }
    return setup
  }

  #listenerOf(session: () => DurableTarget | undefined): JournalListener {
    const log = (): Logger =>
      withFields(this.#host.logger, { session: session()?.id ?? '', app: session()?.app ?? '' })
    const name = (): string => `Session ${session()?.id} of application "${session()?.app}"`
    return {
      grown: (records) =>
        log().warn(
          `[webio] ${name()} has ${records} records, so it takes longer and longer to resume. Call checkpoint(state) now and then.`,
        ),
      fallenBehind: (cause) => {
        log().error(
          `[webio] ${name()} continues, and is not durable while its journal cannot be written:`,
          cause,
        )
        this.counts.giveUp(session()?.app ?? '', 'store')
      },
      caughtUp: () => log().info(`[webio] ${name()} is durable again.`),
      written: (records) => {
        this.#lastWriteAt = this.#host.clock.now()
        const one = session()
        this.counts.write(one?.app ?? '', records)
        if (one) this.#rehearsals?.due(one)
      },
      givenUp: (reason, cause) => {
        log().error(
          `[webio] ${name()} continues, but is no longer durable. ${GIVEN_UP[reason]}`,
          ...(cause === undefined ? [] : [cause]),
        )
        const gone = session()
        if (!gone) return
        if (reason !== 'store') this.counts.giveUp(gone.app, reason)
        void this.#endStale(gone.id)
      },
      lost: () => {
        const gone = session()
        if (!gone) return
        this.#journals.delete(gone.id)
        gone.drop()
      },
    }
  }

  /** Tries whether a session would continue after a restart. @throws DurableMismatch */
  async #rehearse({ id, app }: RehearsedSession, most: number): Promise<void> {
    const { store, sealer, files } = this.#options
    const { clock } = this.#host
    const task = this.#host.task(app)
    const records: JournalRecord[] = []
    for await (const entry of store.load(id)) {
      records.push(entry as unknown as JournalRecord)
      if (records.length > most) return
    }
    // The session has just ended.
    if (!task || records.length === 0) return
    await rehearse({ id, app, task, records, clock, sealer, files, patienceMs: REHEARSAL_PATIENCE_MS })
  }

  /** Ends a journal that is older than what the visitor has seen, so that nobody continues it. */
  async #endStale(id: string): Promise<void> {
    const claim = this.#journals.get(id)?.claim
    this.#journals.delete(id)
    if (claim) await this.#end(claim)
  }

  /** Ends a session in the store. Does not reject: if the store fails, retries follow, and finally a sweep removes the session. */
  async #end(claim: JournalClaim, keep?: { readonly keepMs: number }): Promise<void> {
    const { store } = this.#options
    const attempt = (): Promise<boolean> =>
      store.end(claim, keep).then(
        () => true,
        () => false,
      )
    if (!(await attempt())) void this.#retry(attempt)
  }

  async #retry(attempt: () => Promise<boolean>): Promise<void> {
    for (const ms of END_RETRIES_MS) {
      await new Promise<void>((resolve) => void this.#host.clock.setTimer(resolve, ms))
      if (await attempt()) return
    }
  }
}

/** The user from `authorize`, as a store records it; null for an anonymous visitor. */
export function userOf({ user }: Pick<SessionInfo, 'user'>): string | null {
  return user === null || user === undefined ? null : JSON.stringify(user)
}
