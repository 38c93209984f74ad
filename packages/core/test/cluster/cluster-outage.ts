import { expect, it } from '@jest/globals'
import type { DatabaseServer } from '../support/database-servers'
import type { ClusterUnderTest } from './cluster-bus-suite'
import { nodeInfo } from './cluster-bus-suite'

/** Tests for every bus that uses a server: the server crashes and comes back. */
export function itJoinsAgain(server: () => DatabaseServer, open: () => Promise<ClusterUnderTest>): void {
  it('receives messages again after its server has crashed and come back', async () => {
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
    // The test cannot see when the bus has subscribed again.
    const publishing = setInterval(() => void bus.publish('x', '"again"').catch(() => {}), 50)
    await heard
    clearInterval(publishing)
    expect(await bus.members()).toEqual([nodeInfo('a')])
  }, 30_000)
}
