import type { JournalStore } from '../../src/engine/durable/journal-store'
import type { DatabaseServer } from '../support/database-servers'
import { LEASE_MS, loaded, records, session } from './stored-sessions'

/** Tests for every store that uses a server: the server crashes in the middle of appends, and comes back. */
export function itOutlivesItsServer(server: () => DatabaseServer, connect: () => JournalStore): void {
  it('loses no acknowledged record when its server crashes in the middle of appends, and reconnects', async () => {
    const store = connect()
    const claim = await store.open(session('outage'), 'node', LEASE_MS)
    let acknowledged = 0
    let failures = 0
    let crashed: Promise<void> | null = null
    const until = 120
    while (acknowledged < until) {
      try {
        await store.append(claim, records(acknowledged + 1, acknowledged + 2))
        acknowledged += 2
      } catch (error) {
        failures += 1
        expect((error as Error).message).toMatch(
          /^append to session outage: (redis|postgres):\/\/127\.0\.0\.1:\d+/,
        )
        // The caller repeats the same records.
        await crashed
        await server().start()
      }
      if (acknowledged === 40) crashed ??= server().crash()
    }
    expect(failures).toBeGreaterThan(0)
    expect((await loaded(store, 'outage')).map(({ seq }) => seq)).toEqual(
      Array.from({ length: until }, (_, n) => n + 1),
    )
    await store.close()
  }, 60_000)

  it('reports that its server cannot be reached', async () => {
    await server().crash()
    const store = connect()
    await expect(store.get('s')).rejects.toThrow(
      /^read session s: (redis|postgres):\/\/127\.0\.0\.1:\d+.*: .*ECONNREFUSED/,
    )
    await server().start()
    expect(await store.get('s')).toBeNull()
    await store.close()
  }, 30_000)
}
