import { describe, expect, it } from '@jest/globals'
import {
  broadcast,
  cluster_sessions,
  hold,
  input,
  join_room,
  on_event,
  on_message,
  put_text,
  room,
  step,
} from '../../src/index'
import { liveSession } from '../../src/server/live-session'
import { open_app } from '../../src/testing/index'
import { WatchedStore } from './watched-store'

describe('a signal from outside', () => {
  it('is recorded before the task receives it, and is replayed in the same order', async () => {
    const store = new WatchedStore()
    const t = await open_app(
      async () => {
        join_room('orders')
        on_message('orders', async (order) => put_text('order', await step('save', () => order)))
        on_message('note', (data, from) => put_text('note', JSON.stringify(data), from?.app ?? 'outside'))
        on_event('plain', (data) => put_text('plain', data))
        put_text('ready', await input('Name'))
        await hold()
      },
      { durable: store },
    )
    const live = liveSession(t.session)
    room('orders').send(1)
    live.send('note', { a: 1 })
    await t.until(() => t.text().includes('note') && t.text().includes('order'), 'both')
    await t.submit('Ada')
    live.send('plain', 'x')
    await t.until(() => t.text().includes('plain'), 'the event')
    const before = t.text()
    expect(store.of('signal').map(({ name, data }) => [name, data])).toEqual([
      ['orders', [1, null]],
      ['note', [{ a: 1 }, null]],
      ['plain', ['x', null]],
    ])
    await t.restart()
    expect(t.text()).toBe(before)
    liveSession(t.session).send('note')
    await t.until(() => t.text().includes('note null'), 'one more')
    expect(t.errors).toEqual([])
  })

  it('is not recorded without a listener', async () => {
    const store = new WatchedStore()
    const t = await open_app(() => input('Name'), { durable: store })
    liveSession(t.session).send('note', 1)
    await t.submit('Ada')
    expect(store.of('signal')).toEqual([])
  })

  it('is sent once: a replay does not send it again', async () => {
    const heard: string[] = []
    await using other = await open_app(async () => {
      join_room('news')
      on_message('news', (text) => void heard.push(`room ${String(text)}`))
      on_message('all', (text) => void heard.push(`all ${String(text)}`))
      on_message('you', (text) => void heard.push(`you ${String(text)}`))
      await hold()
    })
    await using t = await open_app(
      async () => {
        for (;;) {
          const text = await input('Text')
          room('news').send(text)
          broadcast('all', text)
          for (const session of await cluster_sessions())
            if (session.id === other.session.id) session.send('you', text)
          put_text(`sent ${text}`)
        }
      },
      { durable: true },
    )
    await t.submit('one')
    await t.until(() => t.text().includes('sent one'), 'the first')
    await t.restart()
    await t.submit('two')
    await t.until(() => heard.includes('you two'), 'the second')
    expect(heard).toEqual(['room one', 'all one', 'you one', 'room two', 'all two', 'you two'])
    expect(t.errors).toEqual([])
  })

  it('also reaches a session that is not durable', async () => {
    await using t = await open_app(async () => {
      on_message('note', (data) => put_text(data))
      await hold()
    })
    liveSession(t.session).send('note', 'hello')
    await t.until(() => t.text() === 'hello', 'the message')
    expect(await liveSession(t.session).run(() => 42)).toBe(42)
    expect(() => liveSession(t.session).send('note', 1n)).toThrow('session.send: data')
  })

  it('session.run throws in a durable session, and says what to use instead', async () => {
    const t = await open_app(() => input('Name'), { durable: true })
    let ran = false
    await expect(liveSession(t.session).run(() => void (ran = true))).rejects.toThrow(
      'session.run: this session is durable, and a restart would lose the effects of the function. Use session.send(name, data), and on_message(name, fn) in the task.',
    )
    expect(ran).toBe(false)
  })
})
