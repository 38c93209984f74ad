import { describe, expect, it } from '@jest/globals'
import { cluster_sessions, hold, join_room, on_message, put_text, room } from '@webio/core'
import { start_server } from '@webio/core/server'
import { MemoryCluster } from '../../src/engine/cluster/memory-cluster-bus'
import { Gate } from '../support/app'
import { serve } from './serve'
import { SocketPage } from './socket-page'

async function desk(): Promise<void> {
  join_room('desk')
  on_message('desk', async (text) => {
    put_text(String(text))
    if (text === 'list') put_text(`${(await cluster_sessions()).length} sessions`)
  })
  put_text('ready')
  await hold()
}

async function ready(url: string): Promise<SocketPage> {
  const page = new SocketPage(url, 'websocket')
  await page.until(() => page.texts.includes('ready'))
  return page
}

describe('servers of one cluster', () => {
  it('listen when the other nodes know them', async () => {
    const cluster = new MemoryCluster()
    const bus = cluster.bus()
    const gate = new Gate()
    const starting = serve(desk, {
      cluster: {
        ...bus,
        join: async (node) => {
          await gate.promise
          await bus.join(node)
        },
      },
    })
    let hasStarted = false
    void starting.then(() => (hasStarted = true))
    await using other = await serve(desk, { cluster: cluster.bus() })
    expect([other.sessions(), hasStarted]).toEqual([[], false])
    gate.open()
    await using server = await starting
    expect(await bus.members()).toHaveLength(2)
    expect(server.log.of('warn')).toEqual([])
  })

  it('listen although their cluster cannot be reached', async () => {
    const bus = new MemoryCluster().bus()
    const refuse = () => Promise.reject(new Error('No cluster today.'))
    await using server = await serve(desk, { cluster: { ...bus, join: refuse } })
    await using page = await ready(server.url)
    expect(page.texts).toEqual(['ready'])
    expect(server.log.of('warn').join()).toContain('cannot be joined')
  })

  it('exchange messages, and list the sessions of both until one leaves', async () => {
    const cluster = new MemoryCluster()
    await using a = await serve(desk, { cluster: cluster.bus() })
    const b = await serve(desk, { cluster: cluster.bus() })
    await using one = await ready(a.url)
    await using two = await ready(b.url)
    await using sender = await ready(a.url)
    await a.sessions()[1]?.run(() => room('desk').send('list'))
    for (const page of [one, two, sender]) {
      await page.until(() => page.texts.includes('3 sessions'))
      expect(page.texts).toEqual(['ready', 'list', '3 sessions'])
    }
    await b.close()
    await a.sessions()[0]?.run(() => room('desk').send('list'))
    await one.until(() => one.texts.at(-1) === '2 sessions')
    expect(a.log.of('info')).toContainEqual(expect.stringMatching(/node [\w-]{8} has joined the cluster\.$/))
  })

  it('receive messages from code outside of sessions, such as a cron job', async () => {
    const cluster = new MemoryCluster()
    await using a = await serve(desk, { cluster: cluster.bus() })
    await using b = await serve(desk, { cluster: cluster.bus() })
    const pages = [await ready(a.url), await ready(b.url)]
    room('desk').send('from outside')
    for (const page of pages) {
      await page.until(() => page.texts.includes('from outside'))
      await page[Symbol.asyncDispose]()
    }
    expect(await room('desk').members()).toHaveLength(2)
  })

  it('one that cannot reach the others works alone, and says so once', async () => {
    await using server = await serve(desk, { cluster: 'redis://127.0.0.1:1' })
    await using page = await ready(server.url)
    await server.sessions()[0]?.run(() => room('desk').send('here'))
    await page.until(() => page.texts.includes('here'))
    expect(page.texts).toEqual(['ready', 'here'])
  }, 20_000)

  it.each([
    ['http://example.com', 'RangeError'],
    ['redis', 'RangeError'],
    [7, 'TypeError'],
    [{ join() {} }, 'TypeError'],
  ])('refuses cluster: %j', async (cluster, kind) => {
    const error = await start_server(desk, { port: 0, cluster: cluster as never }).catch((thrown: unknown) =>
      String(thrown),
    )
    expect(error).toContain(`${kind}: start_server: cluster must be a URL such as "redis://localhost:6379"`)
  })
})
