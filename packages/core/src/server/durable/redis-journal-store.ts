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
import { checkNewSession, isSessionId, newEntries } from '../../engine/durable/stored-records'
import type { RedisClient } from './redis-connection'
import { RedisConnection } from './redis-connection'
import { SCRIPTS } from './redis-scripts'
import { inParallel, Turns } from './turns'

export interface RedisJournalStoreOptions {
  /** The prefix of all keys. The braces make a Redis Cluster keep all keys on one node. @default '{webio}' */
  readonly prefix?: string
}

const FIELDS = [
  ...['id', 'app', 'version', 'user', 'secretHash', 'state', 'owner'],
  ...['epoch', 'leaseUntil', 'lastSeq', 'openedAt', 'seenAt'],
]
/** The number of sessions that are swept at once. */
const WIDTH = 500
/** The number of rows that one script reads. Redis does nothing else in the meantime. */
const ROWS = 1000

/**
 * Keeps journals in Redis 5 or later, for any number of nodes. Each session has a hash and a list, and one index has all sessions. It needs the
 * package `redis`. A record is acknowledged when the server has it. The server's settings `appendonly` and `appendfsync` decide whether it survives a
 * crash of the server.
 *
 * @example
 * const store = new RedisJournalStore('redis://cache.internal:6379')
 */
export class RedisJournalStore implements JournalStore {
  readonly #redis: RedisConnection
  readonly #prefix: string
  readonly #turns = new Turns()

  /**
   * @param source a URL, or a connected client of the caller, which the store does not close
   */
  constructor(source: string | RedisClient, { prefix = '{webio}' }: RedisJournalStoreOptions = {}) {
    this.#redis = new RedisConnection(source)
    this.#prefix = prefix
  }

  async open(session: NewStoredSession, owner: string, leaseMs: number): Promise<JournalClaim> {
    checkNewSession(session)
    const { id, app, version, user, secretHash } = session
    const values = [id, app, version, secretHash, owner, leaseMs, ...(user === null ? [] : [user])]
    const made = await this.#redis.run(
      `open session ${id}`,
      SCRIPTS.open,
      [this.#row(id), this.#index],
      values,
    )
    if (made === 0) throw new Error(`open: session ${id} exists already.`)
    return { session: id, epoch: 1 }
  }

  async claim(id: string, owner: string, leaseMs: number): Promise<JournalClaim | null> {
    if (!isSessionId(id)) return null
    const values = [owner, leaseMs]
    const epoch = await this.#redis.run(`claim session ${id}`, SCRIPTS.claim, [this.#row(id)], values)
    return epoch === 0 ? null : { session: id, epoch: Number(epoch) }
  }

  async append(claim: JournalClaim, entries: readonly JournalEntry[]): Promise<void> {
    const first = entries[0]?.seq ?? 0
    const values = [claim.epoch, first, ...entries.map((entry) => JSON.stringify(entry))]
    if (entries.length > 0) newEntries(claim.session, Math.max(first - 1, 0), entries)
    await this.#write(`append to session ${claim.session}`, SCRIPTS.append, claim, entries, values)
  }

  async truncate(claim: JournalClaim, entry: JournalEntry): Promise<void> {
    const values = [claim.epoch, entry.seq, JSON.stringify(entry)]
    await this.#write(`truncate session ${claim.session}`, SCRIPTS.truncate, claim, [entry], values)
  }

  async *load(id: string): AsyncGenerator<JournalEntry> {
    if (!isSessionId(id)) return
    const keys = [this.#row(id), this.#journal(id)]
    const [first, last, ...texts] = (await this.#redis.run(
      `load session ${id}`,
      SCRIPTS.load,
      keys,
      [],
    )) as string[]
    if (first === undefined || last === '0') return
    const missing = Number(first) + texts.length
    if (missing <= Number(last)) throw new DamagedJournalError(id, missing, 'it is missing')
    for (const [index, text] of texts.entries()) yield parsed(id, Number(first) + index, text)
  }

  async get(id: string): Promise<StoredSession | null> {
    if (!isSessionId(id)) return null
    const values = await this.#redis.command(`read session ${id}`, ['HMGET', this.#row(id), ...FIELDS])
    return storedSession(values as (string | null)[])
  }

  async renew(claims: readonly JournalClaim[], leaseMs: number): Promise<JournalClaim[]> {
    if (claims.length === 0) return []
    const keys = claims.map(({ session }) => this.#row(session))
    const epochs = claims.map(({ epoch }) => epoch)
    const held = await this.#redis.run('renew claims', SCRIPTS.renew, keys, [leaseMs, ...epochs])
    // Lua counts from 1.
    const renewed = new Set((held as number[]).map((position) => Number(position) - 1))
    return claims.filter((_, index) => !renewed.has(index))
  }

  async release(claims: readonly JournalClaim[]): Promise<void> {
    if (claims.length === 0) return
    const keys = claims.map(({ session }) => this.#row(session))
    const epochs = claims.map(({ epoch }) => epoch)
    await this.#redis.run('release claims', SCRIPTS.release, keys, epochs)
  }

  async end({ session, epoch }: JournalClaim, keep?: { readonly keepMs: number }): Promise<void> {
    const values = [epoch, session, ...(keep ? [keep.keepMs] : [])]
    await this.#redis.run(`end session ${session}`, SCRIPTS.end, this.#keysOf(session), values)
  }

  async list(filter: StoredSessionFilter = {}): Promise<StoredSession[]> {
    const { app, user, owner, state = 'live' } = filter
    const wanted = [app, user, owner, state === 'all' ? undefined : state].map(marked)
    const chunks = chunksOf(await this.#ids(), ROWS)
    const found = await inParallel(chunks, chunks.length, async (ids) => {
      const keys = ids.map((id) => this.#row(id))
      const rows = await this.#redis.run('list sessions', SCRIPTS.rows, keys, [...wanted, ...FIELDS])
      return (rows as (string | null)[][]).map(storedSession)
    })
    return listed(
      found.flat().filter((row) => row !== null),
      filter,
    )
  }

  async sweep(idleMs: number): Promise<string[]> {
    const ids = await this.#ids()
    const swept = await inParallel(ids, WIDTH, (id) =>
      this.#redis.run(`sweep session ${id}`, SCRIPTS.sweep, this.#keysOf(id), [idleMs, id]),
    )
    return ids.filter((_, index) => swept[index] === 1)
  }

  async close(): Promise<void> {
    await this.#turns.idle()
    await this.#redis.close()
  }

  async #write(
    what: string,
    script: (typeof SCRIPTS)['append' | 'truncate'],
    { session }: JournalClaim,
    entries: readonly JournalEntry[],
    values: (string | number)[],
  ): Promise<void> {
    const keys = [this.#row(session), this.#journal(session)]
    // A connection keeps the order of commands, but a script that has to be sent a second time would lose its place.
    const last = await this.#turns.take(session, () => this.#redis.run(what, script, keys, values))
    if (last === -1) throw new ClaimLostError(session)
    newEntries(session, Number(last), entries)
  }

  /** Ids of all sessions, newest first. */
  async #ids(): Promise<string[]> {
    return (await this.#redis.command('list sessions', ['ZREVRANGE', this.#index, '0', '-1'])) as string[]
  }

  #row(id: string): string {
    return `${this.#prefix}:session:${id}`
  }

  #journal(id: string): string {
    return `${this.#prefix}:journal:${id}`
  }

  get #index(): string {
    return `${this.#prefix}:sessions`
  }

  #keysOf(id: string): string[] {
    return [this.#row(id), this.#journal(id), this.#index]
  }
}

/** An empty text stands for any value, so an actual value is marked with a leading `=`. */
function marked(value: string | undefined): string {
  return value === undefined ? '' : `=${value}`
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}

function parsed(id: string, seq: number, text: string): JournalEntry {
  try {
    return JSON.parse(text) as JournalEntry
  } catch {
    throw new DamagedJournalError(id, seq, 'its text is not JSON')
  }
}

function storedSession(values: readonly (string | null)[]): StoredSession | null {
  const [id, app, version, user, secretHash, state, owner, ...numbers] = values
  if (id == null) return null
  const [epoch = 0, leaseUntil = 0, lastSeq = 0, openedAt = 0, seenAt = 0] = numbers.map(Number)
  return {
    ...{ id, app: app ?? '', version: version ?? '', user: user ?? null, secretHash: secretHash ?? '' },
    ...{ state: state === 'closed' ? 'closed' : 'live', owner: owner ?? null },
    ...{ epoch, leaseUntil, lastSeq, openedAt, seenAt },
  }
}
