import { Pool } from 'pg'
import type { JournalClaim } from '../../src/engine/durable/journal-store'
import type { PostgresPool } from '../../src/server/durable/postgres-journal-store'
import { PostgresJournalStore } from '../../src/server/durable/postgres-journal-store'
import { Gate } from '../support/app'
import type { DatabaseServer } from '../support/database-servers'
import { describeWith, postgresServer } from '../support/database-servers'
import { describeJournalStore } from './journal-store-suite'
import { itOutlivesItsServer } from './server-outage'
import type { StoreUnderTest } from './store-under-test'
import { LEASE_MS, loaded, records, session } from './stored-sessions'

describeWith('postgresql')('Postgres', () => {
  let server: DatabaseServer
  let pool: Pool
  let schemas = 0

  beforeAll(async () => {
    server = await postgresServer()
    pool = new Pool({ connectionString: server.url })
    pool.on('error', () => {})
  }, 120_000)
  afterAll(async () => {
    await pool.end()
    await server[Symbol.asyncDispose]()
  })

  async function start(): Promise<StoreUnderTest> {
    const schema = `webio "${++schemas}`
    const table = `"${schema.replaceAll('"', '""')}".sessions`
    const stores: PostgresJournalStore[] = []
    return {
      node() {
        const store = new PostgresJournalStore(server.url, { schema })
        stores.push(store)
        return store
      },
      async pass(ms) {
        const times = ['opened_at', 'seen_at', 'kept_until'].map((name) => `${name} = ${name} - ${ms}`)
        await pool.query(`UPDATE ${table} SET ${times}, lease_until = greatest(0, lease_until - ${ms})`)
      },
      async close() {
        for (const store of stores) await store.close()
      },
    }
  }

  describeJournalStore('PostgresJournalStore', start, { runs: 30, many: 2000 })

  itOutlivesItsServer(
    () => server,
    () => new PostgresJournalStore(server.url, { schema: 'outage' }),
  )

  it('creates its tables once, no matter how many nodes start at once', async () => {
    const stores = Array.from(
      { length: 8 },
      () => new PostgresJournalStore(server.url, { schema: 'at_once', connections: 1 }),
    )
    await Promise.all(stores.map((store, index) => store.open(session(`s${index}`), 'node', LEASE_MS)))
    expect(await stores[0]!.list()).toHaveLength(8)
    for (const store of stores) await store.close()
  })

  it('renews and releases 1,000 claims with one statement each, through the caller’s pool', async () => {
    const statements: string[] = []
    const counting = {
      query(text: string, values?: unknown[]) {
        statements.push(text)
        return pool.query(text, values)
      },
      end: () => Promise.reject(new Error('It belongs to the caller.')),
    }
    const store = new PostgresJournalStore(counting, { schema: 'counted' })
    const claims: JournalClaim[] = []
    for (let index = 0; index < 1000; index++)
      claims.push(await store.open(session(`s${index}`), 'node', LEASE_MS))
    statements.length = 0
    expect(await store.renew(claims, LEASE_MS)).toEqual([])
    expect(statements).toHaveLength(1)
    await store.release(claims)
    expect(statements).toHaveLength(2)
    expect(await store.list({ owner: 'node' })).toEqual([])
    await store.close()
  }, 30_000)

  it('runs few queries at a time: the writes of many sessions together, and what keeps claims first', async () => {
    const gate = new Gate()
    const statements: string[] = []
    let running = 0
    let most = 0
    const slow: PostgresPool = {
      async query(text, values) {
        statements.push(text.trim().split(/\s/, 1)[0] ?? '')
        most = Math.max(most, ++running)
        await gate.promise
        return pool.query(text, values).finally(() => running--)
      },
      end: () => Promise.resolve(),
    }
    const others = new PostgresJournalStore(pool, { schema: 'busy' })
    const claims: JournalClaim[] = []
    for (let index = 0; index < 50; index++)
      claims.push(await others.open(session(`s${index}`), 'node', LEASE_MS))
    const store = new PostgresJournalStore(slow, { schema: 'busy', connections: 2 })
    const reads = claims.map((claim) => store.get(claim.session))
    const writes = claims.map((claim) => store.append(claim, records(1, 3)))
    const renewal = store.renew(claims, LEASE_MS)
    gate.open()
    expect(await renewal).toEqual([])
    await Promise.all(writes)
    await Promise.all(reads)
    expect(most).toBe(2)
    // The tables exist. The two first reads were under way; all writes are one statement, and come before the other reads.
    expect(statements.slice(0, 5)).toEqual(['SELECT', 'SELECT', 'SELECT', 'WITH', 'WITH'])
    expect(statements.filter((one) => one === 'WITH')).toHaveLength(2)
    expect((await loaded(store, 's49')).map(({ seq }) => seq)).toEqual([1, 2, 3])
  })

  it('refuses only the lost claims among the writes of many sessions', async () => {
    const store = new PostgresJournalStore(server.url, { schema: 'mixed', connections: 1 })
    const claims = await Promise.all(['a', 'b', 'c'].map((id) => store.open(session(id), 'node', LEASE_MS)))
    await store.append(claims[0]!, records(1, 2))
    await store.end(claims[1]!)
    const written = await Promise.allSettled([
      store.get('a'),
      store.append(claims[0]!, records(2, 3)),
      store.append(claims[1]!, records(1, 1)),
      store.append(claims[2]!, records(1, 1)),
    ])
    expect(written.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect((await loaded(store, 'a')).map(({ seq }) => seq)).toEqual([1, 2, 3])
    await store.close()
  })

  it('refuses only the records that Postgres does not accept', async () => {
    const store = new PostgresJournalStore(server.url, { schema: 'refused', connections: 1 })
    const [bad, good] = await Promise.all(
      ['bad', 'good'].map((id) => store.open(session(id), 'node', LEASE_MS)),
    )
    await pool.query(`ALTER TABLE refused.journal ADD CHECK (record NOT LIKE '%unwanted%')`)
    const written = await Promise.allSettled([
      store.get('bad'),
      store.append(bad!, [{ seq: 1, text: 'unwanted' }]),
      store.append(good!, [{ seq: 1, text: 'wanted' }]),
    ])
    expect(written.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await loaded(store, 'good')).toEqual([{ seq: 1, text: 'wanted' }])
    await store.close()
  })

  it('reports a record that is missing', async () => {
    const store = new PostgresJournalStore(server.url, { schema: 'damaged' })
    const claim = await store.open(session('s'), 'node', LEASE_MS)
    await store.append(claim, [{ seq: 1 }, { seq: 2 }, { seq: 3 }])
    await pool.query('DELETE FROM damaged.journal WHERE seq = 2')
    await expect(store.load('s')[Symbol.asyncIterator]().next()).rejects.toThrow(
      'damaged at record 2: its row is missing',
    )
    await pool.query('DELETE FROM damaged.journal')
    await expect(store.load('s')[Symbol.asyncIterator]().next()).rejects.toThrow('damaged at record 1')
    await store.close()
  })
})
