import { MessageChannel } from 'node:worker_threads'
import { expect, it } from '@jest/globals'
import type { Line } from '../../src/server/cluster/worker-messages'
import { WorkersBus } from '../../src/server/cluster/workers-bus'
import { WorkersHub } from '../../src/server/cluster/workers-hub'
import { describeClusterBus, nodeInfo, row } from './cluster-bus-suite'

/** The two ends of a channel, and a function that cuts it. */
function line(): { ends: [Line, Line]; cut(): Promise<void> } {
  const { port1, port2 } = new MessageChannel()
  const end = (port: typeof port1): Line => ({
    send: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
    onEnd: (listener) => void port.on('close', listener),
  })
  const closed = [port1, port2].map(
    (port) => new Promise<void>((resolve) => port.on('close', () => resolve())),
  )
  return {
    ends: [end(port1), end(port2)],
    cut: async () => {
      port1.close()
      await Promise.all(closed)
    },
  }
}

describeClusterBus('workers and their primary process', async () => {
  const hub = new WorkersHub()
  const cuts: (() => Promise<void>)[] = []
  return {
    bus: async () => {
      const { ends, cut } = line()
      hub.connect(ends[0])
      cuts.push(cut)
      return new WorkersBus(ends[1])
    },
    [Symbol.asyncDispose]: async () => {
      for (const cut of cuts) await cut()
    },
  }
})

it('a worker that ends removes its node and its sessions', async () => {
  const hub = new WorkersHub()
  const [first, second] = [line(), line()]
  hub.connect(first.ends[0])
  hub.connect(second.ends[0])
  const [dead, living] = [new WorkersBus(first.ends[1]), new WorkersBus(second.ends[1])]
  await dead.join(() => nodeInfo('dead'))
  await living.join(() => nodeInfo('living'))
  await living.directory.put([row('1', { node: 'dead' }), row('2', { node: 'living' })])
  await first.cut()
  expect(await living.members()).toEqual([nodeInfo('living')])
  expect((await living.directory.list({})).map(({ id }) => id)).toEqual(['2'])
  await second.cut()
})

it('each call of a worker fails if its primary process has ended', async () => {
  const hub = new WorkersHub()
  const { ends, cut } = line()
  hub.connect(ends[0])
  const bus = new WorkersBus(ends[1])
  await bus.join(() => nodeInfo('a'))
  const end = await bus.subscribe('x', () => {})
  const asked = bus.members()
  await cut()
  await Promise.allSettled([asked])
  await expect(bus.publish('x', '1')).rejects.toThrow('The primary process has gone.')
  await end()
  await bus.close()
})

it('ignores other messages on the channel', async () => {
  const hub = new WorkersHub()
  const { ends, cut } = line()
  hub.connect(ends[0])
  const bus = new WorkersBus(ends[1])
  for (const message of [null, 'x', 7, { webio: 'other' }, { cmd: 'NODE_x' }]) {
    ends[0].send(message)
    ends[1].send(message)
  }
  await bus.join(() => nodeInfo('a'))
  expect(await bus.members()).toHaveLength(1)
  await cut()
})
