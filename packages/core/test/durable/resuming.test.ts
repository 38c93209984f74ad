import { describe, expect, it } from '@jest/globals'
import { input } from '../../src/index'
import { DurablePage } from './durable-page'
import { WatchedStore } from './watched-store'

/** Counts how often its rows are read. */
class CountingStore extends WatchedStore {
  reads = 0

  override get(id: string): ReturnType<WatchedStore['get']> {
    this.reads++
    return super.get(id)
  }
}

/** A session that its process has released. */
async function released() {
  const store = new CountingStore()
  const one = new DurablePage(() => input('Name'), { store })
  await one.until(() => one.form === 'Name', 'the form')
  await store.until(() => store.of('open').length === 1, 'the opening')
  const { id, secret } = one.page.session
  await one.page.session.suspend()
  store.reads = 0
  return { store, id, secret, durable: one.host.durable! }
}

describe('resuming a session', () => {
  it('reads its row once', async () => {
    const { store, id, secret, durable } = await released()
    expect(await durable.resume(id, secret, null)).toMatchObject({ id })
    expect(store.reads).toBe(1)
  })

  it('accepts one of two simultaneous calls, and refuses the other one with the reason', async () => {
    const { id, secret, durable } = await released()
    const both = await Promise.all([durable.resume(id, secret), durable.resume(id, secret)])
    expect(both).toEqual([expect.objectContaining({ id }), 'held'])
  })

  it.each([
    ['another secret', (id: string, _secret: string) => [id, 'guessed', null] as const],
    ['another user', (id: string, secret: string) => [id, secret, '"eve"'] as const],
    ['an unknown id', (_id: string, secret: string) => ['unknown', secret, null] as const],
  ])('fails with %s, and the session remains', async (_, asked) => {
    const { store, id, secret, durable } = await released()
    const [wanted, key, user] = asked(id, secret)
    expect(await durable.resume(wanted, key, user)).toBeNull()
    expect(await store.get(id)).toMatchObject({ state: 'live', owner: null, epoch: 1 })
  })
})
