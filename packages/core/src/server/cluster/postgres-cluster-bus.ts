import type {
  ClusterBus,
  DirectorySession,
  NodeInfo,
  SessionDirectory,
  SessionFilter,
} from '../../engine/cluster/cluster-bus'
import { HEARTBEAT_MS, NODE_LIFE_MS } from '../../engine/cluster/cluster-bus'
import type { Json } from '../../protocol/json'
import { optionalPackage, shownUrl } from '../durable/optional-package'
import { beginTables } from '../durable/postgres-schema'

export interface PostgresClusterBusOptions {
  /** The schema that holds the tables. It is created if it is missing. @default 'webio' */
  readonly schema?: string
}

/** The part of a client of `pg` that the bus needs. */
interface Client {
  connect(): Promise<unknown>
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  end(): Promise<void>
  on(event: 'notification', listener: (message: { payload?: string }) => void): unknown
  on(event: 'error' | 'end', listener: (error?: Error) => void): unknown
}

const CONNECT_MS = 5000
const QUERY_MS = 30_000
/** The pause before the next attempt to listen. */
const PAUSE_MS = 500
/** Postgres accepts payloads of less than 8,000 bytes. */
const MOST_PAYLOAD_BYTES = 7900
/** How long messages that do not fit into a payload are kept. */
const KEPT_SECONDS = 60
/** The rows of a node are removed if the node has been silent for this time: one day. */
const FORGOTTEN_SECONDS = 86_400

/** The payload of a notification: a channel, and a text or the number of a stored text. */
interface Payload {
  readonly c: string
  readonly j?: string
  readonly n?: string
}

interface SessionRow {
  readonly id: string
  readonly app: string
  readonly user_json: string
  readonly node: string
  readonly since: string
  readonly state: 'open' | 'detached'
  readonly rooms: readonly string[]
}

/**
 * Connects nodes through Postgres. It creates its tables on its first call, and needs the package `pg`. Messages travel by NOTIFY. Larger messages
 * are kept in a table for a minute. The bus holds two connections.
 *
 * @example
 * await start_server(app, { cluster: new PostgresClusterBus('postgres://webio@db.internal/webio') })
 */
export class PostgresClusterBus implements ClusterBus {
  readonly directory: SessionDirectory = {
    put: (rows) => this.#put(rows),
    get: async (id) => {
      const [row] = await this.#query(
        `find session ${id}`,
        `SELECT * FROM ${this.#schema}.directory WHERE id = $1`,
        [id],
      )
      return row ? sessionOf(row as SessionRow) : null
    },
    claim: async (id, from, to) => {
      const sql = `UPDATE ${this.#schema}.directory SET node = $3 WHERE id = $1 AND node = $2 RETURNING id`
      return (await this.#query(`move session ${id}`, sql, [id, from, to])).length > 0
    },
    list: (filter) => this.#list(filter),
    remove: async (node, ids) => {
      const sql = `DELETE FROM ${this.#schema}.directory WHERE node = $1 AND id = ANY($2)`
      await this.#query('remove sessions', sql, [node, ids])
    },
  }
  readonly #url: string
  readonly #name: string
  readonly #schema: string
  readonly #listeners = new Map<string, Set<(json: string) => void>>()
  #client: Promise<Client> | null = null
  #queries: Promise<unknown> = Promise.resolve()
  #listening: Promise<Client> | null = null
  #beat: ReturnType<typeof setInterval> | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #joined: string | null = null
  #isClosed = false
  /** The deliveries so far. Each waits for the previous one, so that texts arrive in the order of their notifications. */
  #delivered: Promise<unknown> = Promise.resolve()

  constructor(url: string, { schema = 'webio' }: PostgresClusterBusOptions = {}) {
    this.#url = url
    this.#name = shownUrl(url)
    this.#schema = `"${schema.replaceAll('"', '""')}"`
  }

  async join(node: () => NodeInfo): Promise<void> {
    const sql = `INSERT INTO ${this.#schema}.nodes (id, info, seen) VALUES ($1, $2, now())
      ON CONFLICT (id) DO UPDATE SET info = excluded.info, seen = now()`
    const beat = async (): Promise<void> => {
      const info = node()
      await this.#query('join the cluster', sql, [info.id, JSON.stringify(info)])
      this.#joined = info.id
      await this.#query(
        'join the cluster',
        `DELETE FROM ${this.#schema}.messages WHERE at < now() - $1 * interval '1 second'`,
        [KEPT_SECONDS],
      )
    }
    await beat()
    await this.#query(
      'join the cluster',
      `WITH gone AS (DELETE FROM ${this.#schema}.nodes WHERE seen < now() - $1 * interval '1 second')
      DELETE FROM ${this.#schema}.directory WHERE node NOT IN
        (SELECT id FROM ${this.#schema}.nodes WHERE seen >= now() - $1 * interval '1 second')`,
      [FORGOTTEN_SECONDS],
    )
    clearInterval(this.#beat)
    // If a beat fails, the next one makes up for it.
    if (this.#isClosed) return
    this.#beat = setInterval(() => void beat().catch(() => {}), HEARTBEAT_MS)
    this.#beat.unref()
  }

  async members(): Promise<NodeInfo[]> {
    const sql = `SELECT info FROM ${this.#schema}.nodes WHERE seen > now() - $1 * interval '1 millisecond' ORDER BY id COLLATE "C"`
    const rows = await this.#query('list nodes', sql, [NODE_LIFE_MS])
    return rows.map((row) => JSON.parse((row as { info: string }).info) as NodeInfo)
  }

  async publish(channel: string, json: string): Promise<void> {
    const payload = JSON.stringify({ c: channel, j: json } satisfies Payload)
    if (Buffer.byteLength(payload) <= MOST_PAYLOAD_BYTES) {
      await this.#query('publish a message', `SELECT pg_notify($1, $2)`, [this.#notification, payload])
      return
    }
    const sql = `WITH message AS (INSERT INTO ${this.#schema}.messages (json) VALUES ($3) RETURNING n)
      SELECT pg_notify($1, json_build_object('c', $2::text, 'n', n::text)::text) FROM message`
    await this.#query('publish a message', sql, [this.#notification, channel, json])
  }

  async subscribe(channel: string, listener: (json: string) => void): Promise<() => Promise<void>> {
    if (this.#isClosed) throw new Error('The bus is closed.')
    const listeners = this.#listeners.get(channel) ?? new Set()
    this.#listeners.set(channel, listeners)
    // Each call gets its own entry, because the same function may subscribe twice.
    const own = (json: string): void => listener(json)
    listeners.add(own)
    try {
      await (this.#listening ??= this.#listen())
    } catch (error) {
      listeners.delete(own)
      throw error
    }
    return async () => {
      listeners.delete(own)
      if (listeners.size === 0 && this.#listeners.get(channel) === listeners) this.#listeners.delete(channel)
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#beat)
    clearTimeout(this.#retry)
    this.#listeners.clear()
    const listening = await this.#listening?.catch(() => null)
    this.#listening = null
    await listening?.end().catch(() => {})
    try {
      if (this.#joined !== null)
        await this.#query('leave the cluster', `DELETE FROM ${this.#schema}.nodes WHERE id = $1`, [
          this.#joined,
        ])
    } finally {
      const client = await this.#client?.catch(() => null)
      this.#client = null
      await client?.end().catch(() => {})
    }
  }

  /** The notification channel of this schema. */
  get #notification(): string {
    return `webio ${this.#schema}`
  }

  async #put(rows: readonly DirectorySession[]): Promise<void> {
    if (rows.length === 0) return
    const columns = rows.map(({ id, app, user, node, since, state, rooms }) => ({
      ...{ id, app, node, since, state, rooms },
      user_json: JSON.stringify(user),
    }))
    const sql = `INSERT INTO ${this.#schema}.directory (id, app, user_json, node, since, state, rooms)
      SELECT id, app, user_json, node, since, state, rooms
      FROM json_to_recordset($1) AS row(id text, app text, user_json text, node text, since bigint, state text, rooms text[])
      ON CONFLICT (id) DO UPDATE SET app = excluded.app, user_json = excluded.user_json, node = excluded.node,
        since = excluded.since, state = excluded.state, rooms = excluded.rooms`
    await this.#query('list sessions of this node', sql, [JSON.stringify(columns)])
  }

  async #list({ app, user, room }: SessionFilter): Promise<DirectorySession[]> {
    const sql = `SELECT * FROM ${this.#schema}.directory
      WHERE ($1::text IS NULL OR app = $1) AND ($2::text IS NULL OR user_json = $2) AND ($3::text IS NULL OR rooms @> ARRAY[$3])
      ORDER BY since`
    const values = [app ?? null, user === undefined ? null : JSON.stringify(user), room ?? null]
    return (await this.#query('list sessions', sql, values)).map((row) => sessionOf(row as SessionRow))
  }

  /** Runs queries one after another, so that messages keep their order. */
  #query(what: string, sql: string, values: unknown[]): Promise<unknown[]> {
    const rows = this.#queries.then(async () => {
      try {
        const client = await (this.#client ??= this.#connectToQuery())
        return (await client.query(sql, values)).rows
      } catch (error) {
        throw new Error(`${what}: ${this.#name}: ${(error as Error).message || 'it cannot be reached'}`, {
          cause: error,
        })
      }
    })
    this.#queries = rows.catch(() => {})
    return rows
  }

  async #connectToQuery(): Promise<Client> {
    const forget = (): void => {
      this.#client = null
    }
    try {
      const client = await this.#connect(forget)
      await client.query(tables(this.#schema))
      return client
    } catch (error) {
      forget()
      throw error
    }
  }

  async #listen(): Promise<Client> {
    let hasEnded = false
    const again = (): void => {
      if (hasEnded) return
      hasEnded = true
      this.#listening = null
      if (this.#isClosed) return
      this.#retry = setTimeout(() => {
        this.#listening ??= this.#listen()
        this.#listening.catch(() => {})
      }, PAUSE_MS)
      this.#retry.unref()
    }
    try {
      const client = await this.#connect(again)
      client.on('notification', ({ payload = '' }) => this.#hear(JSON.parse(payload) as Payload))
      await client.query(`LISTEN "${this.#notification.replaceAll('"', '""')}"`)
      return client
    } catch (error) {
      again()
      throw error
    }
  }

  #hear({ c: channel, j: json, n }: Payload): void {
    if (!this.#listeners.has(channel)) return
    const sql = `SELECT json FROM ${this.#schema}.messages WHERE n = $1`
    this.#delivered = this.#delivered.then(async () => {
      const text = json ?? (await this.#query('read a message', sql, [n]).then(jsonOf, () => undefined))
      if (text === undefined) return
      for (const listener of [...(this.#listeners.get(channel) ?? [])]) listener(text)
    })
  }

  /**
   * @param ended called when the connection has ended
   */
  async #connect(ended: () => void): Promise<Client> {
    const { default: pg } = await optionalPackage('pg', this.#name, () => import('pg'))
    const client = new pg.Client({
      connectionString: this.#url,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: QUERY_MS,
      keepAlive: true,
    }) as unknown as Client
    client.on('error', () => ended())
    client.on('end', () => ended())
    await client.connect()
    return client
  }
}

function jsonOf(rows: unknown[]): string | undefined {
  return (rows[0] as { json: string } | undefined)?.json
}

function sessionOf({ id, app, user_json, node, since, state, rooms }: SessionRow): DirectorySession {
  return { id, app, user: JSON.parse(user_json) as Json, node, since: Number(since), state, rooms }
}

/** Creates missing tables. */
function tables(schema: string): string {
  return `
    BEGIN;${beginTables(schema)}
    CREATE TABLE IF NOT EXISTS ${schema}.nodes (id text PRIMARY KEY, info text NOT NULL, seen timestamptz NOT NULL);
    CREATE TABLE IF NOT EXISTS ${schema}.messages
      (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, json text NOT NULL, at timestamptz NOT NULL DEFAULT now());
    CREATE TABLE IF NOT EXISTS ${schema}.directory (id text PRIMARY KEY, app text NOT NULL, user_json text NOT NULL, node text NOT NULL,
      since bigint NOT NULL, state text NOT NULL, rooms text[] NOT NULL);
    CREATE INDEX IF NOT EXISTS directory_rooms ON ${schema}.directory USING gin (rooms);
    COMMIT;`
}
