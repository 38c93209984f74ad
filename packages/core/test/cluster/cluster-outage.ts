import { expect, it } from '@jest/globals'
import type { DatabaseServer } from '../support/database-servers'
import type { ClusterUnderTest } from './cluster-bus-suite'
import { nodeInfo } from './cluster-bus-suite'

/** A server that crashes and comes back: the tests of every bus with one. */
export function itJoinsAgain(server: () => DatabaseServer, open: () => Promise<ClusterUnderTest>): void {
  it('hears again when its server has crashed and come back', async () => {
    await using cluster = await open()
    const bus = await cluster.bus()
    await bus.join(() => nodeInfo('a'))
    let hear: () => void = () => {}
    const heard = new Promise<void>((resolve) => {
      hear = resolve
    })
    await bus.subscribe('x', () => hear())
    await server().crash()
    await expect(bus.publish('x', '"lost"')).rejects.toThrow()
    await server().start()
    // It cannot be seen from here when the subscription is there again.
    const publishing = setInterval(() => void bus.publish('x', '"again"').catch(() => {}), 50)
    await heard
    clearInterval(publishing)
    expect(await bus.members()).toEqual([nodeInfo('a')])
  }, 30_000)
}
