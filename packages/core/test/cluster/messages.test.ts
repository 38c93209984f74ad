import type { SessionDirectory } from '../../src/engine/cluster/cluster-bus'
import type { NodeOptions } from '../../src/engine/cluster/node'
import { Node } from '../../src/engine/cluster/node'
import { MemoryCluster } from '../../src/engine/cluster/memory-cluster-bus'
import type { Logger } from '../../src/engine/logger'
import type { RoomMember } from '../../src/index'
import {
  broadcast,
  cluster_sessions,
  hold,
  join_room,
  leave_room,
  on_event,
  on_message,
  put_button,
  put_text,
  room,
  toast,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { thrown, turn } from '../support/app'
import { appEvent, hostOf, RawPage } from '../support/raw-page'

/** A task that shows the messages that it receives in a room. */
function listener(name: string) {
  return async () => {
    join_room(name)
    on_message(name, (data, from) => put_text(`${from?.app ?? 'outside'}: ${JSON.stringify(data)}`))
    await hold()
  }
}

const shownTexts = (page: RawPage): string[] =>
  page.batches
    .flatMap(({ commands }) => commands)
    .flatMap((command) => (command.type === 'output-insert' ? command.outputs : []))
    .flatMap((output) => (typeof output === 'object' && output.type === 'text' ? [String(output.text)] : []))

/** Waits until a condition holds, for at most a thousand turns. */
async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 1000 && !holds(); i++) await turn()
  expect(holds()).toBe(true)
}

describe('in one process, without setup', () => {
  it('a room reaches its sessions, including the sender', async () => {
    await using anna = await open_app(async () => {
      join_room('chat')
      on_message('chat', (data) => put_text(`heard ${String(data)}`))
      put_button('Say', () => room('chat').send('hello'))
      await hold()
    })
    await using ben = await open_app(listener('chat'))
    await using carl = await open_app(listener('elsewhere'))
    await anna.click('Say')
    await ben.until(() => ben.text().includes('hello'))
    expect(anna.text()).toContain('heard hello')
    expect(ben.text()).toContain('index: "hello"')
    expect(carl.text()).not.toContain('hello')
  })

  it('says who sent a message, or that it comes from outside of sessions', async () => {
    const senders: (RoomMember | null)[] = []
    await using heard = await open_app(
      async () => {
        join_room('who')
        on_message('who', (_, from) => senders.push(from))
        put_button('Say', () => room('who').send(null))
        await hold()
      },
      { info: { user: { name: 'Ann' } } },
    )
    room('who').send(null)
    await heard.until(() => senders.length === 1)
    await heard.click('Say')
    expect(senders).toEqual([
      null,
      { id: heard.session.id, app: 'index', user: { name: 'Ann' }, node: expect.any(String) },
    ])
  })

  it('members() returns the sessions that are currently in a room', async () => {
    const one = await open_app(listener('desk'), { info: { user: 'a' } })
    const two = await open_app(listener('desk'), { info: { user: 'b' } })
    expect((await room('desk').members()).map(({ user }) => user)).toEqual(['a', 'b'])
    await one.close()
    expect((await room('desk').members()).map(({ user }) => user)).toEqual(['b'])
    await two.close()
    expect(await room('desk').members()).toEqual([])
  })

  it('a session that has left receives nothing, and may join again', async () => {
    await using app = await open_app(async () => {
      on_message('x', (data) => put_text(String(data)))
      join_room('x')
      join_room('x')
      room('x').send('first')
      leave_room('x')
      leave_room('x')
      room('x').send('second')
      join_room('x')
      room('x').send('third')
      await hold()
    })
    await app.until(() => app.text().includes('third'))
    expect(app.text()).toBe('first\nthird')
  })

  it('the newest handler of a name replaces the earlier ones, and keeps the session alive', async () => {
    await using app = await open_app(() => {
      join_room('x')
      on_message('x', () => put_text('old'))
      on_message('x', () => put_text('new'))
    })
    expect(app.closed).toBe(false)
    room('x').send(1)
    await app.until(() => app.text() !== '')
    expect(app.text()).toBe('new')
  })

  it('a message arrives in a turn after the call, even at the sender', async () => {
    await using app = await open_app(async () => {
      join_room('x')
      on_message('x', () => put_text('heard'))
      room('x').send(1)
      put_text('sent')
      await hold()
    })
    await app.until(() => app.text().includes('heard'))
    expect(app.text()).toBe('sent\nheard')
  })

  it('broadcast reaches the sessions of an application or of a user', async () => {
    const app = (user: string) =>
      open_app(
        async () => {
          on_message('price', (data) => put_text(String(data)))
          await hold()
        },
        { info: { user: { name: user } } },
      )
    await using ann = await app('ann')
    await using ben = await app('ben')
    broadcast('price', 1)
    broadcast('price', 2, { user: { name: 'ben' } })
    broadcast('price', 3, { app: 'other' })
    broadcast('price', 4, { app: 'index' })
    await ben.until(() => ben.text().includes('4'))
    await ann.until(() => ann.text().includes('4'))
    expect([ann.text(), ben.text()]).toEqual(['1\n4', '1\n2\n4'])
  })

  it('reaches a session that listens with on_event alone; the page cannot reach on_message', async () => {
    await using app = await open_app(async () => {
      on_event('news', (data) => put_text(`event ${String(data)}`))
      on_message('secret', () => put_text('forged'))
      await hold()
    })
    broadcast('news', 'a')
    await app.until(() => app.text() !== '')
    expect(app.text()).toBe('event a')
    app.page.send({ type: 'app-event', name: 'secret', data: null })
    await turn()
    expect(app.text()).toBe('event a')
  })

  it('a session from the list accepts messages and toasts, and can be ended', async () => {
    await using app = await open_app(
      async () => {
        on_message('hi', (data) => put_text(JSON.stringify(data)))
        await hold()
      },
      { info: { user: 'only' } },
    )
    const sessions = await cluster_sessions({ user: 'only' })
    expect(sessions).toMatchObject([{ id: app.session.id, app: 'index', user: 'only', state: 'open' }])
    const [session] = sessions
    session?.send('hi', { a: 1 })
    session?.toast('Watch out', { color: 'warn' })
    await app.until(() => app.toasts.length > 0 && app.text() !== '')
    expect([app.text(), app.toasts]).toEqual(['{"a":1}', [{ content: 'Watch out', color: 'warn' }]])
    session?.close()
    await app.until(() => app.closed)
    expect(await cluster_sessions({ user: 'only' })).toEqual([])
    expect(() => session?.send('hi')).not.toThrow()
  })

  it('a handler that throws counts as a failed callback of its own session', async () => {
    await using app = await open_app(async () => {
      join_room('x')
      on_message('x', () => {
        throw new Error('handler broke')
      })
      await hold()
    })
    room('x').send(1)
    await app.until(() => app.errors.length > 0)
    expect(String(app.errors[0])).toContain('handler broke')
    expect(app.closed).toBe(false)
    app.errors.length = 0
  })

  it.each([
    [
      'join_room',
      () => join_room(''),
      'RangeError: join_room: name must be a text of 1 to 200 characters, not "".',
    ],
    ['room', () => room(7 as never), 'TypeError: room: name must be a text of 1 to 200 characters, not 7.'],
    ['on_message', () => on_message('x', 5 as never), 'TypeError: on_message: fn must be a function, not 5.'],
    [
      'send',
      () => room('x').send(() => 1),
      'TypeError: room.send: data must be JSON, not the function (anonymous).',
    ],
    [
      'broadcast',
      () => broadcast('x', 1, { ap: 'x' } as never),
      'TypeError: broadcast: there is no option "ap". Did you mean "app"? It takes app, user.',
    ],
    [
      'broadcast',
      () => broadcast('x', Symbol('y')),
      'TypeError: broadcast: data must be JSON, not Symbol(y).',
    ],
  ])('%s throws at the call with the reason', async (_, call, message) => {
    let said = ''
    await using app = await open_app(() => {
      said = thrown(call)
    })
    await app.settle()
    expect(said).toBe(message)
  })

  it('join_room and on_message need a session, but room and broadcast do not', () => {
    expect(thrown(() => join_room('x'))).toMatch(
      /^SessionNotFoundException: join_room: there is no session here/,
    )
    expect(thrown(() => on_message('x', () => {}))).toMatch(/^SessionNotFoundException/)
    expect(thrown(() => room('x').send(1))).toBe('nothing')
    expect(thrown(() => broadcast('x', 1))).toBe('nothing')
  })
})

describe('over several nodes', () => {
  const nodes: Node[] = []
  afterEach(async () => {
    for (const node of nodes.splice(0)) await node.leave()
  })

  async function nodeOf(cluster: MemoryCluster, options: Partial<NodeOptions> = {}): Promise<Node> {
    const node = new Node({ bus: cluster.bus(), ...options })
    await node.join()
    nodes.push(node)
    return node
  }

  async function pageOn(node: Node, task: () => unknown, user: unknown = null): Promise<RawPage> {
    const page = new RawPage(hostOf(task, { node }))
    expect(page.connect({}, { user })).toBeNull()
    await turn()
    return page
  }

  it('a room, a broadcast, a message, a toast and an end reach sessions on other nodes', async () => {
    const cluster = new MemoryCluster()
    const [a, b] = [await nodeOf(cluster), await nodeOf(cluster)]
    const endAll = async (): Promise<void> => {
      for (const one of await cluster_sessions({ user: 'b' })) one.close()
    }
    const sender = await pageOn(a, async () => {
      on_event('x', async (n) => {
        if (n === 2) return endAll()
        room('chat').send('to the room')
        broadcast('chat', 'to all')
        const [other] = await cluster_sessions({ user: 'b' })
        other?.send('chat', 'to one')
        other?.toast('Hello')
      })
      await hold()
    })
    const heard = await pageOn(b, listener('chat'), 'b')
    sender.say(appEvent(1))
    await until(() => JSON.stringify(heard.heard).includes('Hello'))
    expect(shownTexts(heard)).toEqual(['index: "to the room"', 'index: "to all"', 'index: "to one"'])
    sender.say(appEvent(2))
    await until(() => heard.session.isClosed)
    expect(await a.list({})).toMatchObject([{ node: a.id }])
  })

  it('the list follows joins, pages and ends, and leaves out dead nodes', async () => {
    const cluster = new MemoryCluster()
    const [a, b] = [await nodeOf(cluster), await nodeOf(cluster)]
    const page = await pageOn(b, listener('desk'), { id: 1 })
    const seen = async () =>
      (await a.list({ room: 'desk' })).map(({ node, state, user }) => ({ node, state, user }))
    expect(await seen()).toEqual([{ node: b.id, state: 'open', user: { id: 1 } }])
    page.drop()
    await turn()
    expect(await seen()).toEqual([{ node: b.id, state: 'detached', user: { id: 1 } }])
    await b.leave()
    expect(await seen()).toEqual([])
  })

  it('messages of each sender arrive in order, and each one once', async () => {
    const cluster = new MemoryCluster()
    const [a, b] = [await nodeOf(cluster), await nodeOf(cluster)]
    const heard = await pageOn(b, listener('count'))
    for (let i = 0; i < 200; i++) a.tell('count', i, null)
    await until(() => shownTexts(heard).length === 200)
    expect(shownTexts(heard)).toEqual(Array.from({ length: 200 }, (_, i) => `outside: ${i}`))
  })

  it('a bus that fails affects only sessions of other nodes, and is logged', async () => {
    const said: string[] = []
    const quiet = (): void => {}
    const logger: Logger = { debug: quiet, info: quiet, error: quiet, warn: (message) => said.push(message) }
    const bus = new MemoryCluster().bus()
    const broken = { ...bus, publish: async () => Promise.reject(new Error('connection refused')) }
    const node = new Node({ bus: broken, logger })
    await node.join()
    nodes.push(node)
    const page = await pageOn(node, listener('chat'))
    node.tell('chat', 'still here', null)
    await until(() => shownTexts(page).length > 0)
    expect(shownTexts(page)).toEqual(['outside: "still here"'])
    await turn()
    expect(said).toEqual(['[webio] a message did not reach other nodes:'])
  })

  it('a row that could not be written is written with the next one', async () => {
    const cluster = new MemoryCluster()
    const bus = cluster.bus()
    let isDown = true
    const { directory: working } = bus
    const directory: SessionDirectory = {
      put: async (rows) => (isDown ? Promise.reject(new Error('down')) : working.put(rows)),
      get: (id) => working.get(id),
      claim: (...move) => working.claim(...move),
      list: (filter) => working.list(filter),
      remove: (node, ids) => working.remove(node, ids),
    }
    const node = new Node({ bus: { ...bus, directory } })
    await node.join()
    nodes.push(node)
    const first = await pageOn(node, listener('a'))
    isDown = false
    const second = await pageOn(node, listener('b'))
    expect((await node.list({})).map(({ id }) => id)).toEqual([first.session.id, second.session.id])
  })

  it('an overloaded session drops messages, and reports that once', async () => {
    const said: string[] = []
    const quiet = (): void => {}
    const logger: Logger = { debug: quiet, info: quiet, error: quiet, warn: (message) => said.push(message) }
    const node = await nodeOf(new MemoryCluster())
    const page = new RawPage(
      hostOf(
        async () => {
          on_message('flood', () => new Promise(() => {}))
          await hold()
        },
        { node, logger },
      ),
    )
    page.connect()
    await turn()
    for (let i = 0; i < 1200; i++) node.send({ id: page.session.id, node: node.id }, 'flood', i, null)
    await turn()
    expect(said).toEqual([expect.stringContaining('messages are dropped, first one of "flood"')])
  })

  it('toast checks its arguments as it does in a task', async () => {
    await using app = await open_app(async () => {
      toast('here')
      await hold()
    })
    const [session] = (await cluster_sessions()).filter(({ id }) => id === app.session.id)
    expect(() => session?.toast('x', { color: 'nice' })).toThrow('session.toast: color must be info, error')
    expect(() => session?.toast('x', { onclick: () => 1 } as never)).toThrow(
      'session.toast: there is no option "onclick"',
    )
  })
})
