import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { PostgresClusterBus, RedisClusterBus } from '@webio/core/server'
import type { DatabaseServer } from '../support/database-servers'
import { describeWith, postgresServer, redisServer } from '../support/database-servers'
import { startNodes } from './nodes'
import { handsOver, sharing, TypingPage, viewOf } from './shared-session'

// A database starts, and the machine may be busy.
jest.setTimeout(120_000)

const SERVERS = [
  ['redis-server', redisServer, (url: string) => new RedisClusterBus(url)],
  ['postgresql', postgresServer, (url: string) => new PostgresClusterBus(url)],
] as const

for (const [name, start, busAt] of SERVERS)
  describeWith(name)(`viewers of a session in a cluster over ${name}`, () => {
    let database: DatabaseServer
    const bus = () => busAt(database.url)
    beforeAll(async () => {
      database = await start()
    })
    afterAll(async () => {
      await database[Symbol.asyncDispose]()
    })

    it('pass one form between nodes', async () => {
      const { link, task } = sharing({ role: 'driver' })
      await using nodes = await startNodes(2, task, {}, bus)
      await handsOver(nodes, link, 'websocket')
    })

    it('watch through any node, and miss nothing when a load balancer cuts their connections', async () => {
      const { link, task } = sharing()
      await using nodes = await startNodes(3, task, {}, bus)
      const { balancer } = nodes
      await using ada = new TypingPage(balancer.url, 'websocket')
      await ada.form()
      const view = viewOf(await link)
      await using bob = new TypingPage(balancer.url, 'websocket', { view })
      await bob.is('observer')
      balancer.cut()
      await Promise.all([ada, bob].map((page) => page.until(() => page.welcomes > 1)))
      await using eve = new TypingPage(balancer.url, 'polling', { view })
      await eve.is('observer')
      await ada.submit({ data: '1' })
      await Promise.all([ada, bob, eve].map((page) => page.shows('null: 1')))
    })

    it('keep their links when the durable session moves to another node', async () => {
      const { link, task } = sharing({ role: 'driver' })
      await using nodes = await startNodes(2, task, { durable: database.url }, bus)
      const [first, second] = nodes.servers
      const { balancer } = nodes
      balancer.targets.splice(0, Infinity, first?.url ?? '')
      await using ada = new TypingPage(balancer.url, 'websocket')
      await ada.submit({ data: 'before' })
      await ada.shows('null: before')
      const view = viewOf(await link)
      await using bob = new TypingPage(balancer.url, 'websocket', { view })
      await bob.is('driver')
      for (const { socket } of [ada, bob])
        socket.on('disconnect', (reason) => {
          if (reason === 'io server disconnect') socket.connect()
        })
      const before = [ada.welcomes, bob.welcomes]
      balancer.targets.splice(0, Infinity, second?.url ?? '')
      await first?.close({ drain: 30 })
      await Promise.all([ada, bob].map((page, i) => page.until(() => page.welcomes > (before[i] ?? 0))))
      await bob.is('driver')
      await bob.submit({ data: 'after' })
      await ada.shows('null: before', 'null: after')
      expect(second?.sessions()).toHaveLength(1)
    })
  })
