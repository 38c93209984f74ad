import type { Clock } from '../clock'
import { systemClock } from '../clock'
import type {
  JournalClaim,
  JournalEntry,
  JournalStore,
  NewStoredSession,
  StoredSession,
  StoredSessionFilter,
} from './journal-store'
import { ClaimLostError } from './journal-store'
import { listed } from './listed'
import { checkNewSession, newEntries } from './stored-records'

/** A row and its journal. Records are kept as text so that callers cannot change them. */
interface Kept {
  row: StoredSession
  records: { readonly seq: number; readonly text: string }[]
  /** The time until which a closed session is kept. */
  keptUntil: number
}

/**
 * Keeps journals in the memory of this process, for tests and for several nodes in one process. Nothing outlives the process.
 *
 * @example
 * const store = new MemoryJournalStore()
 * const claim = await store.open({ id: 'a', app: 'main', version: '1', user: null, secretHash }, 'node-a', 15_000)
 */
export class MemoryJournalStore implements JournalStore {
  readonly #clock: Pick<Clock, 'now'>
  readonly #sessions = new Map<string, Kept>()

  /**
   * @param clock the clock by which claims expire. @default the clock of the machine
   */
  constructor(clock: Pick<Clock, 'now'> = systemClock) {
    this.#clock = clock
  }

  async open(session: NewStoredSession, owner: string, leaseMs: number): Promise<JournalClaim> {
    checkNewSession(session)
    const { id, app, version, user, secretHash } = session
    if (this.#sessions.has(id)) throw new Error(`open: session ${id} exists already.`)
    const now = this.#clock.now()
    const row: StoredSession = {
      ...{ id, app, version, user, secretHash },
      ...{
        state: 'live',
        owner,
        epoch: 1,
        leaseUntil: now + leaseMs,
        lastSeq: 0,
        openedAt: now,
        seenAt: now,
      },
    }
    this.#sessions.set(id, { row, records: [], keptUntil: 0 })
    return { session: id, epoch: 1 }
  }

  async claim(id: string, owner: string, leaseMs: number): Promise<JournalClaim | null> {
    const kept = this.#sessions.get(id)
    const now = this.#clock.now()
    if (kept?.row.state !== 'live' || kept.row.leaseUntil > now) return null
    const epoch = kept.row.epoch + 1
    kept.row = { ...kept.row, owner, epoch, leaseUntil: now + leaseMs, seenAt: now }
    return { session: id, epoch }
  }

  async append(claim: JournalClaim, entries: readonly JournalEntry[]): Promise<void> {
    const kept = this.#held(claim)
    const added = newEntries(claim.session, kept.row.lastSeq, entries).map(textOf)
    kept.records.push(...added)
    const lastSeq = added.at(-1)?.seq ?? kept.row.lastSeq
    kept.row = { ...kept.row, lastSeq, seenAt: this.#clock.now() }
  }

  async truncate(claim: JournalClaim, entry: JournalEntry): Promise<void> {
    const kept = this.#held(claim)
    newEntries(claim.session, kept.row.lastSeq, [entry])
    // This is a repeated call for a record that no longer exists.
    if (entry.seq < (kept.records[0]?.seq ?? 0)) return
    kept.records = [textOf(entry), ...kept.records.filter(({ seq }) => seq > entry.seq)]
    const lastSeq = Math.max(kept.row.lastSeq, entry.seq)
    kept.row = { ...kept.row, lastSeq, seenAt: this.#clock.now() }
  }

  async *load(id: string): AsyncGenerator<JournalEntry> {
    for (const { text } of [...(this.#sessions.get(id)?.records ?? [])]) yield JSON.parse(text)
  }

  async get(id: string): Promise<StoredSession | null> {
    return this.#sessions.get(id)?.row ?? null
  }

  async renew(claims: readonly JournalClaim[], leaseMs: number): Promise<JournalClaim[]> {
    const now = this.#clock.now()
    return claims.filter((claim) => {
      const kept = this.#holder(claim)
      if (kept) kept.row = { ...kept.row, leaseUntil: now + leaseMs, seenAt: now }
      return !kept
    })
  }

  async release(claims: readonly JournalClaim[]): Promise<void> {
    for (const claim of claims) {
      const kept = this.#holder(claim)
      if (kept) kept.row = { ...kept.row, owner: null, leaseUntil: 0 }
    }
  }

  async end(claim: JournalClaim, keep?: { readonly keepMs: number }): Promise<void> {
    const kept = this.#holder(claim)
    if (!kept) return
    if (!keep) {
      this.#sessions.delete(claim.session)
      return
    }
    kept.row = { ...kept.row, state: 'closed', owner: null, leaseUntil: 0 }
    kept.keptUntil = this.#clock.now() + keep.keepMs
  }

  async list(filter?: StoredSessionFilter): Promise<StoredSession[]> {
    return listed(
      Array.from(this.#sessions.values(), ({ row }) => row),
      filter,
    )
  }

  async sweep(idleMs: number): Promise<string[]> {
    const now = this.#clock.now()
    const isOver = ({ row, keptUntil }: Kept) =>
      row.state === 'closed' ? keptUntil <= now : row.leaseUntil <= now && row.seenAt <= now - idleMs
    const over = [...this.#sessions.values()].filter(isOver).map(({ row }) => row.id)
    for (const id of over) this.#sessions.delete(id)
    return over
  }

  async close(): Promise<void> {}

  /** The session that this claim owns; null if the claim no longer holds. */
  #holder({ session, epoch }: JournalClaim): Kept | null {
    const kept = this.#sessions.get(session)
    return kept?.row.owner != null && kept.row.epoch === epoch ? kept : null
  }

  #held(claim: JournalClaim): Kept {
    const kept = this.#holder(claim)
    if (!kept) throw new ClaimLostError(claim.session)
    return kept
  }
}

function textOf(entry: JournalEntry) {
  return { seq: entry.seq, text: JSON.stringify(entry) }
}
