import { describe, expect, it } from '@jest/globals'
import type { ClusterBus, DirectorySession, NodeInfo } from '../../src/engine/cluster/cluster-bus'

/** A cluster that a test opens. Each call of `bus` connects one more node. */
export interface ClusterUnderTest extends AsyncDisposable {
  bus(): Promise<ClusterBus>
}

export const nodeInfo = (id: string, more: Partial<NodeInfo> = {}): NodeInfo => ({
  id,
  url: null,
  version: '1',
  sessions: 0,
  draining: false,
  ...more,
})

export const row = (id: string, more: Partial<DirectorySession> = {}): DirectorySession => ({
  id,
  app: 'main',
  user: null,
  node: 'a',
  since: 0,
  state: 'open',
  rooms: [],
  ...more,
})

/** A promise of the messages of a subscription, up to `last`. */
async function heard(bus: ClusterBus, channel: string, last: string): Promise<() => Promise<string[]>> {
  const texts: string[] = []
  let done: () => void = () => {}
  const ended = new Promise<void>((resolve) => {
    done = resolve
  })
  await bus.subscribe(channel, (json) => {
    texts.push(json)
    if (json === last) done()
  })
  return async () => {
    await ended
    return texts
  }
}

/** What every implementation of `ClusterBus` must do. */
export function describeClusterBus(name: string, open: () => Promise<ClusterUnderTest>): void {
  describe(name, () => {
    it('shows the current nodes until they leave', async () => {
      await using cluster = await open()
      const [a, b] = [await cluster.bus(), await cluster.bus()]
      await a.join(() => nodeInfo('b'))
      await b.join(() => nodeInfo('a', { url: 'http://10.0.0.7/', sessions: 3, draining: true }))
      const both = [nodeInfo('a', { url: 'http://10.0.0.7/', sessions: 3, draining: true }), nodeInfo('b')]
      expect(await a.members()).toEqual(both)
      expect(await b.members()).toEqual(both)
      await b.close()
      expect(await a.members()).toEqual([nodeInfo('b')])
    })

    it('delivers texts in order to all subscribers of a channel, including the publisher', async () => {
      await using cluster = await open()
      const [a, b] = [await cluster.bus(), await cluster.bus()]
      const texts = Array.from({ length: 300 }, (_, i) => JSON.stringify({ i, text: '…😀\u2028"\\' }))
      const listeners = [
        await heard(a, 'x', texts.at(-1) as string),
        await heard(b, 'x', texts.at(-1) as string),
        await heard(b, 'x', texts.at(-1) as string),
      ]
      const published = texts.map((text) => a.publish('x', text))
      for (const listener of listeners) expect(await listener()).toEqual(texts)
      await Promise.all(published)
    })

    it('keeps channels apart, no matter what their names are', async () => {
      await using cluster = await open()
      const bus = await cluster.bus()
      const names = ['x', 'X', 'x:y', 'room:ü*?[a]', "it's", 'x'.repeat(200), '']
      const all = await Promise.all(names.map((name) => heard(bus, name, `"${name}"`)))
      for (const name of names) await bus.publish(name, `"${name}"`)
      for (const [i, texts] of all.entries()) expect(await texts()).toEqual([`"${names[i]}"`])
    })

    it('delivers large texts complete', async () => {
      await using cluster = await open()
      const bus = await cluster.bus()
      const text = JSON.stringify('é'.repeat(300_000))
      const texts = await heard(bus, 'x', text)
      await bus.publish('x', text)
      expect((await texts())[0] === text).toBe(true)
    })

    it('delivers nothing to a subscription that has ended', async () => {
      await using cluster = await open()
      const [a, b] = [await cluster.bus(), await cluster.bus()]
      const gone: string[] = []
      const end = await b.subscribe('x', (json) => gone.push(json))
      const texts = await heard(b, 'x', '"2"')
      await a.publish('x', '"1"')
      await end()
      await end()
      await a.publish('x', '"2"')
      expect(await texts()).toEqual(['"1"', '"2"'])
      expect(gone).toEqual(gone.filter((json) => json === '"1"'))
    })

    it('a directory keeps rows by id, and lists those that match, the oldest first', async () => {
      await using cluster = await open()
      const [{ directory: one }, { directory: other }] = [await cluster.bus(), await cluster.bus()]
      const rows = [
        row('1', { since: 30, user: { name: 'ü"\\', id: 1 }, rooms: ['r', 'room:ü*'] }),
        row('2', { since: 10, app: 'desk', state: 'detached' }),
        row('3', { since: 20, user: 'ann', rooms: ['r'] }),
      ]
      await one.put(rows)
      const ids = async (filter: object) => (await other.list(filter)).map(({ id }) => id)
      expect(await other.list({})).toEqual([rows[1], rows[2], rows[0]])
      expect(await ids({ app: 'desk' })).toEqual(['2'])
      expect(await ids({ user: { name: 'ü"\\', id: 1 } })).toEqual(['1'])
      expect(await ids({ user: null })).toEqual(['2'])
      expect(await ids({ room: 'r' })).toEqual(['3', '1'])
      expect(await ids({ room: 'r', user: 'ann', app: 'main' })).toEqual(['3'])
      expect(await ids({ room: 'none' })).toEqual([])
      await one.put([row('3', { since: 20, app: 'moved' })])
      expect(await other.get('3')).toEqual(row('3', { since: 20, app: 'moved' }))
      expect(await ids({ room: 'r' })).toEqual(['1'])
      expect(await other.get('4')).toBeNull()
    })

    it('only one of many claims of a session wins, and rows of another node stay', async () => {
      await using cluster = await open()
      const [{ directory: one }, { directory: other }] = [await cluster.bus(), await cluster.bus()]
      await one.put([row('s', { node: 'dead' })])
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, i) => (i % 2 ? one : other).claim('s', 'dead', `n${i}`)),
      )
      expect(claims.filter(Boolean)).toHaveLength(1)
      const winner = `n${claims.indexOf(true)}`
      expect(await one.get('s')).toMatchObject({ node: winner })
      expect(await one.claim('missing', 'dead', 'x')).toBe(false)
      await one.remove('dead', ['s', 'missing'])
      expect(await one.get('s')).toMatchObject({ node: winner })
      await one.remove(winner, ['s'])
      expect(await other.get('s')).toBeNull()
    })

    it('lists ten thousand rows', async () => {
      await using cluster = await open()
      const { directory } = await cluster.bus()
      const rows = Array.from({ length: 10_000 }, (_, i) => row(String(i), { since: i, app: `app${i % 10}` }))
      for (let i = 0; i < rows.length; i += 1000) await directory.put(rows.slice(i, i + 1000))
      expect(await directory.list({})).toHaveLength(10_000)
      expect(await directory.list({ app: 'app7' })).toHaveLength(1000)
    })
  })
}
