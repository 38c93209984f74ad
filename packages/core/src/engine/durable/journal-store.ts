import type { JsonObject } from '../../protocol/json'

/** One record of a journal. Its other members are JSON and belong to the session; a store does not read them. */
export interface JournalEntry extends JsonObject {
  /** Its position in the journal: 1, 2, 3 … without gaps. */
  readonly seq: number
}

/** The identity of a session before it is stored. */
export interface NewStoredSession {
  readonly id: string
  /** Name of the application. */
  readonly app: string
  /** Version of the code that runs it. */
  readonly version: string
  /** The user, from `authorize`; null for an anonymous visitor. */
  readonly user: string | null
  /** SHA-256 of its secret, as lower-case hexadecimal digits. The secret itself is never stored. */
  readonly secretHash: string
}

/** The data of a session that a store knows without reading its journal. Times are milliseconds since 1970 by the store's own clock. */
export interface StoredSession extends NewStoredSession {
  /** `closed`: it has ended, and its journal is kept for audits. */
  readonly state: 'live' | 'closed'
  /** Node that owns it, or owned it last; null after a release. */
  readonly owner: string | null
  /** Number of the claim that the owner holds. Every claim raises it by one. */
  readonly epoch: number
  /** The time at which the owner's claim expires unless it is renewed. 0 after a release. */
  readonly leaseUntil: number
  /** `seq` of the last record, or 0. */
  readonly lastSeq: number
  readonly openedAt: number
  /** When its owner last renewed the claim or appended a record. */
  readonly seenAt: number
}

/** The right to write the journal of one session. */
export interface JournalClaim {
  readonly session: string
  readonly epoch: number
}

/** The filter of `list`. */
export interface StoredSessionFilter {
  readonly app?: string
  readonly user?: string
  readonly owner?: string
  /** @default 'live' */
  readonly state?: 'live' | 'closed' | 'all'
  /** The maximum number of sessions, newest first. @default 10,000 */
  readonly limit?: number
}

/**
 * Keeps the journals of durable sessions, and says which node may write each. Every store passes the same tests.
 *
 * A claim is a compare-and-set: it raises the epoch, and every append names the epoch to which it belongs. A node that has lost its claim without
 * noticing can therefore write nothing. A store connects on its first call. If the store is unreachable or full, a call rejects with an ordinary
 * error. The caller may repeat the call, because a later call repairs whatever the failed one left behind.
 *
 * @example
 * const claim = await store.open({ id, app: 'refund', version, user: null, secretHash }, 'node-a', 15_000)
 * await store.append(claim, [{ seq: 1, kind: 'open', seed: 'x' }])
 * await store.release([claim])
 */
export interface JournalStore {
  /**
   * Milliseconds from one `append` for a session to the next, if nothing waits for its records. A store whose writes are expensive and not shared by
   * sessions has this, so that the records of a busy session share them. @default 0
   */
  readonly pauseMs?: number | undefined

  /**
   * Adds a session without records and claims it for `owner` for `leaseMs`.
   * @throws Error if a session with this id exists; TypeError if the id has characters other than letters, digits, `_` and `-`, or if a text
   * contains NUL or half of a surrogate pair
   */
  open(session: NewStoredSession, owner: string, leaseMs: number): Promise<JournalClaim>

  /**
   * Takes over a live session whose claim was released or has expired.
   * @returns null if there is no live session with this id, or if another claim holds. An earlier claim of the same `owner` counts as another claim.
   */
  claim(id: string, owner: string, leaseMs: number): Promise<JournalClaim | null>

  /**
   * Adds records at the end, all or none. When it resolves, they survive a crash of the process, and one of the machine if the store's settings
   * promise that. Records whose `seq` the journal already has are dropped, so a call that may have succeeded can be repeated.
   * @throws ClaimLostError if the claim was released, another claim has been made since, or the session has ended; RangeError if a record does not
   * follow the one before it
   */
  append(claim: JournalClaim, entries: readonly JournalEntry[]): Promise<void>

  /**
   * Replaces all records up to `entry.seq` with this one: recovery starts there. Later records stay. Like `append`, it can be repeated.
   * @throws ClaimLostError in the same cases as `append`
   */
  truncate(claim: JournalClaim, entry: JournalEntry): Promise<void>

  /**
   * All records, in order, as of the first read; none if the session does not exist. A last record that was cut off is left out.
   * @throws DamagedJournalError if a record elsewhere is missing or cannot be read
   */
  load(id: string): AsyncIterable<JournalEntry>

  /** The row of a session, or null. */
  get(id: string): Promise<StoredSession | null>

  /**
   * Extends many claims to `leaseMs` from now, with one statement. An expired claim is extended too, unless another claim has been made since.
   * @returns the claims that no longer hold
   */
  renew(claims: readonly JournalClaim[], leaseMs: number): Promise<JournalClaim[]>

  /** Releases claims: another node may claim the sessions at once. A claim that no longer holds is ignored. */
  release(claims: readonly JournalClaim[]): Promise<void>

  /**
   * Ends a session and deletes its row and journal. With `keep`, both stay for that many milliseconds, and the session is marked as closed. A claim
   * that no longer holds is ignored.
   */
  end(claim: JournalClaim, keep?: { readonly keepMs: number }): Promise<void>

  /** The rows of sessions, without their journals. */
  list(filter?: StoredSessionFilter): Promise<StoredSession[]>

  /**
   * Removes unclaimed sessions that have been idle for `idleMs`, and closed sessions whose time to keep is over.
   * @returns the ids of the removed sessions
   */
  sweep(idleMs: number): Promise<string[]>

  /** Closes connections and files. Claims stay, except in a store whose claims end with their process. */
  close(): Promise<void>
}

/** Thrown by an append under a claim that no longer holds: another node owns the session, or the session has ended. */
export class ClaimLostError extends Error {
  override readonly name = 'ClaimLostError'
  readonly session: string

  constructor(session: string) {
    super(
      `Another process has taken over session ${session}, or it has ended. This process writes nothing more to it.`,
    )
    this.session = session
  }
}

/** Thrown if a journal cannot be read from its first record to its last. */
export class DamagedJournalError extends Error {
  override readonly name = 'DamagedJournalError'
  readonly session: string
  /** `seq` of the first record that is missing or cannot be read. */
  readonly seq: number

  constructor(session: string, seq: number, reason: string) {
    super(`The journal of session ${session} is damaged at record ${seq}: ${reason}`)
    this.session = session
    this.seq = seq
  }
}
