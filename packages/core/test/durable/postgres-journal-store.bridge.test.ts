import { Pool } from 'pg'
import type { JournalClaim } from '../../src/engine/durable/journal-store'
import { PostgresJournalStore } from '../../src/server/durable/postgres-journal-store'
import type { DatabaseServer } from '../support/database-servers'
import { describeWith, postgresServer } from '../support/database-servers'
import { describeJournalStore } from './journal-store-suite'
import { itOutlivesItsServer } from './server-outage'
import type { StoreUnderTest } from './store-under-test'
import { LEASE_MS, session } from './stored-sessions'

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
