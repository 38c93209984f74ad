import type {
  ClusterBus,
  DirectorySession,
  NodeInfo,
  SessionDirectory,
  SessionFilter,
} from '../../engine/cluster/cluster-bus'
import { byId, byStart, HEARTBEAT_MS, matches, NODE_LIFE_MS } from '../../engine/cluster/cluster-bus'
import { optionalPackage } from '../durable/optional-package'
import type { RedisScript } from '../durable/redis-connection'
import { RedisConnection } from '../durable/redis-connection'

export interface RedisClusterBusOptions {
  /** The prefix of all keys and channels. The braces make a Redis Cluster keep all keys on one node. @default '{webio}' */
  readonly prefix?: string
}

/** The part of a subscribing client that the bus needs. */
interface Subscriber {
  connect(): Promise<unknown>
  destroy(): void
  on(event: 'error', listener: (error: Error) => void): unknown
  subscribe(channel: string, listener: (text: string) => void): Promise<unknown>
  unsubscribe(channel: string, listener: (text: string) => void): Promise<unknown>
}

const CONNECT_MS = 5000
/** The longest pause between two attempts to reconnect. */
const PAUSE_MS = 1000

/** The rows of a node are removed if the node has been silent for this time: one day. */
const FORGOTTEN_MS = 86_400_000

/** A row is stored as the id of its node, a line feed, and its JSON. A script compares the first part. */
const SCRIPTS = {
  beat: {
    text: `
local time = redis.call('TIME')
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000), ARGV[1])`,
  },
  members: {
    text: `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ids = redis.call('ZRANGEBYSCORE', KEYS[2], now - ARGV[1], '+inf')
if #ids == 0 then return {} end
return redis.call('HMGET', KEYS[1], unpack(ids))`,
  },
  leave: {
    text: `
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])`,
  },
  claim: {
    text: `
local row = redis.call('HGET', KEYS[1], ARGV[1])
if not row or string.sub(row, 1, #ARGV[2] + 1) ~= ARGV[2] .. '\\n' then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3] .. string.sub(row, #ARGV[2] + 1))
return 1`,
  },
  remove: {
    text: `
for i = 2, #ARGV do
  local row = redis.call('HGET', KEYS[1], ARGV[i])
  if row and string.sub(row, 1, #ARGV[1] + 1) == ARGV[1] .. '\\n' then redis.call('HDEL', KEYS[1], ARGV[i]) end
end`,
  },
  sweep: {
    text: `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local known = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], now - ARGV[1], '+inf')) do known[id] = true end
for _, id in ipairs(redis.call('HKEYS', KEYS[1])) do
  if not known[id] then
    redis.call('HDEL', KEYS[1], id)
    redis.call('ZREM', KEYS[2], id)
  end
end
local rows = redis.call('HGETALL', KEYS[3])
for i = 1, #rows, 2 do
  local node = string.match(rows[i + 1], '^[^\\n]*')
  if not known[node] then redis.call('HDEL', KEYS[3], rows[i]) end
end`,
  },
} as const satisfies Record<string, RedisScript>

/** The maximum number of ids for one call of a script, because Lua cannot unpack more than some thousands. */
const MOST_IDS = 1000

/**
 * Connects nodes through Redis 5 or later. It needs the package `redis`. Messages travel over publish and subscribe. Nodes and sessions are stored in
 * two hashes.
 *
 * @example
 * await start_server(app, { cluster: new RedisClusterBus('redis://cache.internal:6379', { prefix: '{tools}' }) })
 */
export class RedisClusterBus implements ClusterBus {
  readonly directory: SessionDirectory = {
    put: (rows) => this.#put(rows),
    get: async (id) =>
      rowOf((await this.#redis.command(`find session ${id}`, ['HGET', this.#rows, id])) as Stored),
    claim: async (id, from, to) =>
      (await this.#redis.run(`move session ${id}`, SCRIPTS.claim, [this.#rows], [id, from, to])) === 1,
    list: (filter) => this.#list(filter),
    remove: (node, ids) => this.#remove(node, ids),
  }
  readonly #url: string
  readonly #prefix: string
  readonly #redis: RedisConnection
  #subscriber: Promise<Subscriber> | null = null
  #beat: ReturnType<typeof setInterval> | undefined
  #joined: string | null = null
  #isClosed = false

  constructor(url: string, { prefix = '{webio}' }: RedisClusterBusOptions = {}) {
    this.#url = url
    this.#prefix = prefix
    this.#redis = new RedisConnection(url)
  }

  async join(node: () => NodeInfo): Promise<void> {
    const beat = async (): Promise<void> => {
      const info = node()
      await this.#redis.run('join the cluster', SCRIPTS.beat, this.#nodes, [info.id, JSON.stringify(info)])
      this.#joined = info.id
    }
    await beat()
    await this.#redis.run('join the cluster', SCRIPTS.sweep, [...this.#nodes, this.#rows], [FORGOTTEN_MS])
    clearInterval(this.#beat)
    // If a beat fails, the next one makes up for it.
    if (this.#isClosed) return
    this.#beat = setInterval(() => void beat().catch(() => {}), HEARTBEAT_MS)
    this.#beat.unref()
  }

  async members(): Promise<NodeInfo[]> {
    const texts = await this.#redis.run('list nodes', SCRIPTS.members, this.#nodes, [NODE_LIFE_MS])
    return (texts as Stored[])
      .flatMap((text) => (text === null ? [] : (JSON.parse(text) as NodeInfo)))
      .sort(byId)
  }

  async publish(channel: string, json: string): Promise<void> {
    await this.#redis.command('publish a message', ['PUBLISH', this.#channel(channel), json])
  }

  async subscribe(channel: string, listener: (json: string) => void): Promise<() => Promise<void>> {
    if (this.#isClosed) throw new Error('The bus is closed.')
    const subscriber = await (this.#subscriber ??= this.#connect())
    // Each call gets its own function, because the client treats the same function as the same subscription.
    const own = (json: string): void => listener(json)
    await subscriber.subscribe(this.#channel(channel), own)
    let hasEnded = false
    return async () => {
      if (hasEnded || !this.#subscriber) return
      hasEnded = true
      await subscriber.unsubscribe(this.#channel(channel), own)
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#beat)
    const node = this.#joined
    this.#joined = null
    const subscriber = this.#subscriber
    this.#subscriber = null
    ;(await subscriber?.catch(() => null))?.destroy()
    try {
      if (node !== null) await this.#redis.run('leave the cluster', SCRIPTS.leave, this.#nodes, [node])
    } finally {
      await this.#redis.close()
    }
  }

  async #connect(): Promise<Subscriber> {
    try {
      const { createClient } = await optionalPackage('redis', this.#redis.name, () => import('redis'))
      let hasConnected = false
      const subscriber = createClient({
        url: this.#url,
        socket: {
          connectTimeout: CONNECT_MS,
          // If the first connection fails, the caller repeats the call.
          reconnectStrategy: (tries) => hasConnected && Math.min(50 * 2 ** tries, PAUSE_MS),
        },
      }) as unknown as Subscriber
      // The client reconnects and subscribes again by itself.
      subscriber.on('error', () => {})
      await subscriber.connect()
      hasConnected = true
      return subscriber
    } catch (error) {
      this.#subscriber = null
      throw error
    }
  }

  async #put(rows: readonly DirectorySession[]): Promise<void> {
    if (rows.length === 0) return
    const pairs = rows.flatMap((row) => [row.id, `${row.node}\n${JSON.stringify(row)}`])
    await this.#redis.command('list sessions of this node', ['HSET', this.#rows, ...pairs])
  }

  async #list(filter: SessionFilter): Promise<DirectorySession[]> {
    const texts = await this.#redis.command('list sessions', ['HVALS', this.#rows])
    return (texts as string[])
      .flatMap((text) => rowOf(text) ?? [])
      .filter((row) => matches(filter, row))
      .sort(byStart)
  }

  async #remove(node: string, ids: readonly string[]): Promise<void> {
    for (let i = 0; i < ids.length; i += MOST_IDS)
      await this.#redis.run(
        'remove sessions',
        SCRIPTS.remove,
        [this.#rows],
        [node, ...ids.slice(i, i + MOST_IDS)],
      )
  }

  /** The keys of the hash of nodes, and of the set with the time of each node's last sign of life. */
  get #nodes(): string[] {
    return [`${this.#prefix}:nodes`, `${this.#prefix}:seen`]
  }

  get #rows(): string {
    return `${this.#prefix}:directory`
  }

  #channel(name: string): string {
    return `${this.#prefix}:channel:${name}`
  }
}

type Stored = string | null

function rowOf(stored: Stored): DirectorySession | null {
  if (stored === null) return null
  const end = stored.indexOf('\n')
  // The node before the line feed counts, because a claim changes only that one.
  return { ...(JSON.parse(stored.slice(end + 1)) as DirectorySession), node: stored.slice(0, end) }
}
