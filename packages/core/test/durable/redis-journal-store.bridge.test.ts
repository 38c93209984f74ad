import { createClient } from 'redis'
import type { JournalClaim } from '../../src/engine/durable/journal-store'
import { RedisJournalStore } from '../../src/server/durable/redis-journal-store'
import type { DatabaseServer } from '../support/database-servers'
import { describeWith, redisServer } from '../support/database-servers'
import { describeJournalStore } from './journal-store-suite'
import { itOutlivesItsServer } from './server-outage'
import type { StoreUnderTest } from './store-under-test'
import { LEASE_MS, session } from './stored-sessions'

/** Moves the times of all sessions into the past. */
const PASS = `
for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  local key = ARGV[1] .. id
  for _, field in ipairs({'openedAt', 'seenAt', 'leaseUntil', 'keptUntil'}) do
    local value = redis.call('HGET', key, field)
    if value and value ~= '0' then redis.call('HSET', key, field, value - ARGV[2]) end
  end
  redis.call('ZINCRBY', KEYS[1], -ARGV[2], id)
end`

describeWith('redis-server')('Redis', () => {
  let server: DatabaseServer
  let client: ReturnType<typeof createClient>
  let prefixes = 0

  beforeAll(async () => {
    server = await redisServer()
    client = createClient({ url: server.url })
    client.on('error', () => {})
    await client.connect()
  }, 120_000)
  afterAll(async () => {
    client.destroy()
    await server[Symbol.asyncDispose]()
  })

  async function start(): Promise<StoreUnderTest> {
    const prefix = `{test ${++prefixes}}`
    const stores: RedisJournalStore[] = []
    return {
      node() {
        const store = new RedisJournalStore(server.url, { prefix })
        stores.push(store)
        return store
      },
      async pass(ms) {
        await client.eval(PASS, {
          keys: [`${prefix}:sessions`],
          arguments: [`${prefix}:session:`, String(ms)],
        })
      },
      async close() {
        for (const store of stores) await store.close()
      },
    }
  }

  describeJournalStore('RedisJournalStore', start, { runs: 30, many: 2000 })

  itOutlivesItsServer(
    () => server,
    () => new RedisJournalStore(server.url, { prefix: '{outage}' }),
  )

  it('renews and releases 1,000 claims with one command each, through the caller’s client', async () => {
    const commands: string[][] = []
    const counting = {
      sendCommand(args: string[]) {
        commands.push(args)
        return client.sendCommand(args)
      },
    }
    const store = new RedisJournalStore(counting, { prefix: '{counted}' })
    const claims: JournalClaim[] = await Promise.all(
      Array.from({ length: 1000 }, (_, index) => store.open(session(`s${index}`), 'node', LEASE_MS)),
    )
    // The first call loads the scripts into the server.
    await store.renew([claims[0]!], LEASE_MS)
    await store.release([{ session: 's0', epoch: 7 }])
    commands.length = 0
    expect(await store.renew(claims, LEASE_MS)).toEqual([])
    expect(commands).toHaveLength(1)
    await store.release(claims)
    expect(commands).toHaveLength(2)
    expect(await store.list({ owner: 'node' })).toEqual([])
    await store.close()
    expect(client.isReady).toBe(true)
  }, 30_000)

  it('reports records that are missing', async () => {
    const store = new RedisJournalStore(server.url, { prefix: '{damaged}' })
    const claim = await store.open(session('s'), 'node', LEASE_MS)
    await store.append(claim, [{ seq: 1 }, { seq: 2 }, { seq: 3 }])
    await client.rPop('{damaged}:journal:s')
    const first = () => store.load('s')[Symbol.asyncIterator]().next()
    await expect(first()).rejects.toThrow('damaged at record 3: it is missing')
    await client.lSet('{damaged}:journal:s', 0, 'not JSON')
    await client.rPush('{damaged}:journal:s', '{"seq":3}')
    await expect(first()).rejects.toThrow('damaged at record 1: its text is not JSON')
    await store.close()
  })
})
