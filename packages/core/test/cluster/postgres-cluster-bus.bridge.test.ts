import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { PostgresClusterBus } from '../../src/server/cluster/postgres-cluster-bus'
import { PostgresJournalStore } from '../../src/server/durable/postgres-journal-store'
import type { DatabaseServer } from '../support/database-servers'
import { describeWith, postgresServer } from '../support/database-servers'
import type { ClusterUnderTest } from './cluster-bus-suite'
import { describeClusterBus } from './cluster-bus-suite'
import { itJoinsAgain } from './cluster-outage'

describeWith('postgresql')('Postgres', () => {
  let server: DatabaseServer
  let clusters = 0

  beforeAll(async () => {
    server = await postgresServer()
  }, 120_000)
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
  })

  async function open(): Promise<ClusterUnderTest> {
    const n = ++clusters
    const buses: PostgresClusterBus[] = []
    return {
      bus: async () => {
        const bus = new PostgresClusterBus(server.url, { schema: `test "${n}` })
        buses.push(bus)
        return bus
      },
      [Symbol.asyncDispose]: async () => {
        for (const bus of buses) await bus.close()
      },
    }
  }

  describeClusterBus('PostgresClusterBus', open)

  itJoinsAgain(() => server, open)

  it('creates its tables while a store creates its own in the same schema', async () => {
    for (let n = 1; n <= 10; n++) {
      const schema = `shared_${n}`
      const bus = new PostgresClusterBus(server.url, { schema })
      const store = new PostgresJournalStore(server.url, { schema })
      expect(await Promise.all([bus.members(), store.list()])).toEqual([[], []])
      await bus.close()
      await store.close()
    }
  })

  it('reports which server cannot be reached', async () => {
    const bus = new PostgresClusterBus('postgres://127.0.0.1:1')
    await expect(bus.publish('x', '1')).rejects.toThrow(/^publish a message: postgres:\/\/127\.0\.0\.1:1/)
    await bus.close().catch(() => {})
  }, 20_000)
})
