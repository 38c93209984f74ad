import type {
  JournalClaim,
  JournalEntry,
  JournalStore,
  NewStoredSession,
  StoredSession,
  StoredSessionFilter,
} from '../../engine/durable/journal-store'
import { ClaimLostError, DamagedJournalError } from '../../engine/durable/journal-store'
import { DEFAULT_LIST_LIMIT } from '../../engine/durable/listed'
import { checkNewSession, isSessionId, newEntries } from '../../engine/durable/stored-records'
import type { Append, LastSeq } from './grouped-appends'
import { GroupedAppends } from './grouped-appends'
import { optionalPackage, shownUrl } from './optional-package'
import { statementsFor, tablesIn } from './postgres-statements'
import { Slots } from './slots'
import { Turns } from './turns'

/** The part of a `Pool` of the package `pg` that the store needs. */
export interface PostgresPool {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  end(): Promise<void>
}

export interface PostgresJournalStoreOptions {
  /** The schema that holds the tables. It is created if it is missing. @default 'webio' */
  readonly schema?: string
  /** The maximum number of queries at a time; if the store creates the pool, of connections as well. @default 4 */
  readonly connections?: number
}

type Row = Readonly<Record<string, string | number | null>>

/** A query without an answer fails after this time. */
const QUERY_MS = 30_000
const CONNECT_MS = 5000
/** The number of connections, and of queries that run at the same time. */
const CONNECTIONS = 4
const URGENT = { isUrgent: true } as const

/**
 * Keeps journals in Postgres, for any number of nodes. It creates its tables on its first call, and needs the package `pg`. A record is acknowledged
 * when its transaction is committed. The server's setting `synchronous_commit` decides how safe that is.
 *
 * @example
 * const store = new PostgresJournalStore('postgres://webio@db.internal/webio')
 */
export class PostgresJournalStore implements JournalStore {
  readonly #source: string | PostgresPool
  readonly #options: PostgresJournalStoreOptions
  readonly #name: string
  readonly #sql: ReturnType<typeof statementsFor>
  readonly #turns = new Turns()
  /** Queries wait here, not in the pool: it treats a long wait as a failed connection. What keeps claims and records goes first. */
  readonly #slots: Slots
  readonly #appends: GroupedAppends
  #pool: Promise<PostgresPool> | null = null

  /**
   * @param source a URL, or a pool of the caller, which the store does not end
   */
  constructor(source: string | PostgresPool, options: PostgresJournalStoreOptions = {}) {
    this.#source = source
    this.#options = options
    this.#slots = new Slots(options.connections ?? CONNECTIONS)
    this.#appends = new GroupedAppends(this.#slots, (group) => this.#append(group), isRefusal)
    this.#name = typeof source === 'string' ? shownUrl(source) : 'Postgres'
    this.#sql = statementsFor(tablesIn(options.schema ?? 'webio'))
  }

  async open(session: NewStoredSession, owner: string, leaseMs: number): Promise<JournalClaim> {
    checkNewSession(session)
    const { id, app, version, user, secretHash } = session
    const values = [id, app, version, user, secretHash, owner, leaseMs]
    const rows = await this.#query(`open session ${id}`, this.#sql.open, values)
    if (rows.length === 0) throw new Error(`open: session ${id} exists already.`)
    return { session: id, epoch: 1 }
  }

  async claim(id: string, owner: string, leaseMs: number): Promise<JournalClaim | null> {
    if (!isSessionId(id)) return null
    const [row] = await this.#query(`claim session ${id}`, this.#sql.claim, [id, owner, leaseMs])
    return row ? { session: id, epoch: Number(row['epoch']) } : null
  }

  async append(claim: JournalClaim, entries: readonly JournalEntry[]): Promise<void> {
    if (entries.length > 0) newEntries(claim.session, Math.max(entries[0]!.seq - 1, 0), entries)
    // At once, because the caller may change the records later.
    const texts = entries.map((entry) => JSON.stringify(entry))
    await this.#write(claim, entries, () => this.#appends.add({ claim, entries, texts }))
  }

  async truncate(claim: JournalClaim, entry: JournalEntry): Promise<void> {
    const { session, epoch } = claim
    const values = [session, epoch, entry.seq, JSON.stringify(entry)]
    await this.#write(claim, [entry], async () => {
      const [row] = await this.#query(`truncate session ${session}`, this.#sql.truncate, values, URGENT)
      return row ? Number(row['last_seq']) : null
    })
  }

  async *load(id: string): AsyncGenerator<JournalEntry> {
    if (!isSessionId(id)) return
    const rows = await this.#query(`load session ${id}`, this.#sql.load, [id])
    if (rows.length === 0 || rows[0]!['last_seq'] === 0) return
    const { first_seq: first, last_seq: last } = rows[0]!
    for (let seq = Number(first); seq <= Number(last); seq++) {
      const row = rows[seq - Number(first)]
      if (row?.['seq'] !== seq) throw new DamagedJournalError(id, seq, 'its row is missing')
    }
    for (const { seq, record } of rows) {
      try {
        yield JSON.parse(String(record)) as JournalEntry
      } catch {
        throw new DamagedJournalError(id, Number(seq), 'its text is not JSON')
      }
    }
  }

  async get(id: string): Promise<StoredSession | null> {
    if (!isSessionId(id)) return null
    const [row] = await this.#query(`read session ${id}`, this.#sql.get, [id])
    return row ? storedSession(row) : null
  }

  async renew(claims: readonly JournalClaim[], leaseMs: number): Promise<JournalClaim[]> {
    if (claims.length === 0) return []
    const values = [...columnsOf(claims), leaseMs]
    const rows = await this.#query('renew claims', this.#sql.renew, values, URGENT)
    const renewed = new Set(rows.map(({ id }) => id))
    return claims.filter(({ session }) => !renewed.has(session))
  }

  async release(claims: readonly JournalClaim[]): Promise<void> {
    if (claims.length > 0) await this.#query('release claims', this.#sql.release, columnsOf(claims), URGENT)
  }

  async end({ session, epoch }: JournalClaim, keep?: { readonly keepMs: number }): Promise<void> {
    const what = `end session ${session}`
    if (!isSessionId(session)) return
    await (keep
      ? this.#query(what, this.#sql.close, [session, epoch, keep.keepMs])
      : this.#query(what, this.#sql.remove, [session, epoch]))
  }

  async list(filter: StoredSessionFilter = {}): Promise<StoredSession[]> {
    const { app = null, user = null, owner = null, state = 'live', limit = DEFAULT_LIST_LIMIT } = filter
    return (await this.#query('list sessions', this.#sql.list, [app, user, owner, state, limit])).map(
      storedSession,
    )
  }

  async sweep(idleMs: number): Promise<string[]> {
    return (await this.#query('sweep sessions', this.#sql.sweep, [idleMs])).map(({ id }) => String(id))
  }

  async close(): Promise<void> {
    await this.#turns.idle()
    const pool = this.#pool
    this.#pool = null
    if (typeof this.#source === 'string') await pool?.then((made) => made.end()).catch(() => {})
  }

  /** @param write returns the last `seq` before it; null if the claim no longer holds */
  async #write(
    { session }: JournalClaim,
    entries: readonly JournalEntry[],
    write: () => Promise<LastSeq>,
  ): Promise<void> {
    if (!isSessionId(session)) throw new ClaimLostError(session)
    // The connections of a pool can overtake each other, so the writes of a session take turns.
    const last = await this.#turns.take(session, write)
    if (last === null) throw new ClaimLostError(session)
    newEntries(session, last, entries)
  }

  async #append(group: readonly Append[]): Promise<LastSeq[]> {
    const records = group.flatMap(({ claim, entries, texts }) =>
      entries.map(({ seq }, i) => ({ session: claim.session, seq, text: texts[i] })),
    )
    const values = [
      group.map(({ claim }) => claim.session),
      group.map(({ claim }) => claim.epoch),
      group.map(({ entries }) => entries[0]?.seq ?? null),
      group.map(({ entries }) => entries.at(-1)?.seq ?? null),
      records.map(({ session }) => session),
      records.map(({ seq }) => seq),
      records.map(({ text }) => text),
    ]
    const others = group.length > 1 ? ` and ${group.length - 1} others` : ''
    const rows = await this.#run(
      `append to session ${group[0]?.claim.session}${others}`,
      this.#sql.append,
      values,
    )
    const lasts = new Map(rows.map((row) => [row['id'], Number(row['last_seq'])]))
    return group.map(({ claim }) => lasts.get(claim.session) ?? null)
  }

  #query(what: string, text: string, values: unknown[], priority?: { isUrgent: true }): Promise<Row[]> {
    return this.#slots.run(() => this.#run(what, text, values), priority)
  }

  async #run(what: string, text: string, values: unknown[]): Promise<Row[]> {
    try {
      const pool = await (this.#pool ??= this.#connect())
      return (await pool.query(text, values)).rows as Row[]
    } catch (error) {
      throw new Error(`${what}: ${this.#name}: ${messageOf(error)}`, { cause: error })
    }
  }

  async #connect(): Promise<PostgresPool> {
    try {
      const pool = typeof this.#source === 'string' ? await this.#makePool(this.#source) : this.#source
      const { sessions, journal } = tablesIn(this.#options.schema ?? 'webio')
      // A database user without the right to create tables can still use existing ones.
      const { rows } = await pool.query(this.#sql.isCreated, [sessions, journal])
      if (!(rows[0] as Row)['created']) await pool.query(this.#sql.create)
      return pool
    } catch (error) {
      this.#pool = null
      throw error
    }
  }

  async #makePool(url: string): Promise<PostgresPool> {
    const { default: pg } = await optionalPackage('pg', this.#name, () => import('pg'))
    const pool = new pg.Pool({
      connectionString: url,
      max: this.#options.connections ?? CONNECTIONS,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: QUERY_MS,
      keepAlive: true,
      application_name: 'webio',
      // The process may end while connections are idle.
      allowExitOnIdle: true,
    })
    // An idle connection may break. The next call opens another one.
    pool.on('error', () => {})
    return pool
  }
}

function columnsOf(claims: readonly JournalClaim[]): [string[], number[]] {
  const known = claims.filter(({ session }) => isSessionId(session))
  return [known.map(({ session }) => session), known.map(({ epoch }) => epoch)]
}

function storedSession(row: Row): StoredSession {
  return {
    id: String(row['id']),
    app: String(row['app']),
    version: String(row['version']),
    user: row['user'] as string | null,
    secretHash: String(row['secret_hash']),
    state: row['state'] as StoredSession['state'],
    owner: row['owner'] as string | null,
    epoch: Number(row['epoch']),
    leaseUntil: Number(row['lease_until']),
    lastSeq: Number(row['last_seq']),
    openedAt: Number(row['opened_at']),
    seenAt: Number(row['seen_at']),
  }
}

/** True for an error of Postgres itself about a statement, and not about the connection or the state of the server. */
function isRefusal(error: unknown): boolean {
  const { severity, code } = (error as Error).cause as { severity?: unknown; code?: unknown }
  return severity === 'ERROR' && typeof code === 'string' && !/^(08|53|57|58)/.test(code)
}

/** If several addresses fail, Node throws an error without a message. Then the messages of its parts are joined. */
function messageOf(error: unknown): string {
  const { message, errors } = error as AggregateError
  return message || (errors ?? []).map((one: Error) => one.message).join(', ')
}
