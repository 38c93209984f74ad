import { describe, expect, it } from '@jest/globals'
import { defer_call, hold, info, input, put_button, put_text } from '@webio/core'
import { serve } from './serve'
import type { Wire } from './socket-page'
import { SocketPage, WIRES } from './socket-page'
import { deferred, greet } from './tasks'

describe.each(Object.keys(WIRES) as Wire[])('a session over %s', (wire) => {
  it('[H4] opens, shows outputs, asks, and ends with the result', async () => {
    await using server = await serve(greet)
    await using page = new SocketPage(server.url, wire)
    const { spec } = await page.form()
    expect(spec.label).toBe('Name')
    expect(page.messages[0]).toMatchObject({ type: 'welcome', resumed: false, handled: 0 })
    expect(page.texts).toEqual(['hi'])
    expect(spec.fields[0]).toMatchObject({ type: 'text', name: 'data' })
    await page.submit({ data: 'Bob' })
    const closed = await page.until(() => page.session.tree.closed)
    expect(closed).toMatchObject({ reason: 'finished', result: 'Bob' })
    expect(page.texts).toEqual(['hi', 'Hello Bob'])
  })

  it('[B2] sends the outputs of one synchronous run as one batch', async () => {
    await using server = await serve(() => {
      for (let i = 0; i < 100; i++) put_text(`line ${i}`)
      return hold()
    })
    await using page = new SocketPage(server.url, wire)
    await page.until(() => page.texts.length === 100)
    expect(page.messages.filter(({ type }) => type === 'batch')).toHaveLength(1)
  })

  it('passes its parameters and the facts about its page to the task', async () => {
    await using server = await serve({
      app: (params) => {
        const { backend, protocol, user_ip, server_host } = info
        put_text(JSON.stringify({ params, backend, protocol, user_ip, host: server_host.split(':')[0] }))
        return hold()
      },
    })
    await using page = new SocketPage(server.url, wire, { app: 'app', params: { lang: 'en' } })
    const shown = JSON.parse(await page.until(() => page.texts[0])) as unknown
    const protocol = wire === 'websocket' ? 'websocket' : 'polling'
    expect(shown).toEqual({
      params: { lang: 'en' },
      backend: 'socket.io',
      protocol,
      user_ip: '127.0.0.1',
      host: '127.0.0.1',
    })
  })

  it('is independent of another session', async () => {
    await using server = await serve(greet)
    await using first = new SocketPage(server.url, wire)
    await using second = new SocketPage(server.url, wire)
    await Promise.all([first.submit({ data: 'Ann' }), second.submit({ data: 'Bob' })])
    await Promise.all([first, second].map((page) => page.until(() => page.session.tree.closed)))
    expect([first.texts[1], second.texts[1]]).toEqual(['Hello Ann', 'Hello Bob'])
  })

  it('runs a callback', async () => {
    await using server = await serve(() => void put_button('more', () => put_text('clicked')))
    await using page = new SocketPage(server.url, wire)
    const output = await page.until(() =>
      [...page.session.tree.nodes.values()].find(({ spec }) => spec?.type === 'button'),
    )
    page.send({ type: 'callback-fire', output: output.spec.id, key: 0 })
    await page.until(() => page.texts.at(-1) === 'clicked')
  })

  it('[R2] restores all outputs and the open form for a reloaded page', async () => {
    await using server = await serve(greet)
    const before = new SocketPage(server.url, wire)
    await before.form()
    const { ticket } = before.session
    await before[Symbol.asyncDispose]()
    await using after = new SocketPage(server.url, wire, { ticket: ticket ?? undefined })
    await after.form()
    expect(after.messages[0]).toMatchObject({ resumed: true, session: ticket?.session })
    expect(after.texts).toEqual(['hi'])
    await after.submit({ data: 'Bob' })
    await after.until(() => after.session.tree.closed)
    expect(after.texts).toEqual(['hi', 'Hello Bob'])
  })

  it('[H6] a page that resumes a session replaces the one that had it', async () => {
    await using server = await serve(greet)
    await using first = new SocketPage(server.url, wire)
    await first.form()
    await using second = new SocketPage(server.url, wire, { ticket: first.session.ticket ?? undefined })
    await second.form()
    await first.until(() => first.session.failure)
    expect(first.session.failure).toBe('taken_over')
    await second.submit({ data: 'Bob' })
    await second.until(() => second.session.tree.closed)
    expect(second.texts).toEqual(['hi', 'Hello Bob'])
  })

  it('ends at once if the page leaves, and runs deferred functions', async () => {
    const ended = deferred<string>()
    await using server = await serve(async () => {
      defer_call(() => ended.resolve('deferred'))
      await input('Name')
    })
    await using page = new SocketPage(server.url, wire)
    await page.form()
    page.session.leave()
    expect(await ended.promise).toBe('deferred')
    expect(server.sessions()).toEqual([])
  })
})
