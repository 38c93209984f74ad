import { connect } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import { file_upload } from '@webio/core'
import { serve } from './serve'
import { handshake, SocketPage, tryHandshake } from './socket-page'
import { greet } from './tasks'

describe.each(['websocket', 'polling'] as const)('over %s', (wire) => {
  it('[E7] a message larger than max_message_size is refused after a resume, and the session continues', async () => {
    await using server = await serve(greet, { max_message_size: '2K' })
    await using other = new SocketPage(server.url, wire)
    await using page = new SocketPage(server.url, wire)
    await page.submit({ data: 'x'.repeat(3000) })
    await page.until(() => page.refused.length > 0)
    expect(page.refused).toEqual(['message_too_large'])
    expect(page.welcomes).toBe(2)
    await page.submit({ data: 'Bob' })
    const end = await page.until(() => page.session.tree.closed)
    expect([end.reason, end.result]).toEqual(['finished', 'Bob'])
    expect(page.texts).toEqual(['hi', 'Hello Bob'])
    await other.submit({ data: 'Ann' })
    await other.until(() => other.session.tree.closed)
    expect(other.welcomes).toBe(1)
    expect(server.log.of('warn')).toEqual([
      expect.stringContaining(
        'message_too_large (The message was larger than max_message_size, 2048 bytes.)',
      ),
    ])
  })

  it('[E7] a message of exactly the maximum size in the welcome is accepted', async () => {
    await using server = await serve(greet, { max_message_size: '2K' })
    await using page = new SocketPage(server.url, wire)
    const { id } = (await page.form()).spec
    const limit = page.messages.flatMap((one) =>
      one.type === 'welcome' ? (one.limits?.message ?? 0) : [],
    )[0]
    const seen = page.messages.flatMap((one) => (one.type === 'batch' ? one.n : [])).at(-1)
    const message = (data: string) =>
      JSON.stringify({
        type: 'event',
        n: 1,
        seen,
        event: { type: 'form-submit', form: id, values: { data } },
      })
    const data = 'x'.repeat((limit as number) - message('').length)
    await page.submit({ data })
    expect((await page.until(() => page.session.tree.closed)).result).toBe(data)
    expect([limit, page.welcomes]).toEqual([2048, 1])
  })

  it('[H7] a handshake of more than 64 kB is refused unread, no matter how large messages may be', async () => {
    const asked: unknown[] = []
    await using server = await serve(greet, { authorize: ({ auth }) => asked.push(auth) })
    const auth = (length: number) => handshake({ auth: 'x'.repeat(length) })
    expect(await tryHandshake(server.url, auth(70_000), wire)).toBe('bad_handshake')
    expect(asked).toEqual([])
    expect(await tryHandshake(server.url, auth(60_000), wire)).toBe('welcome')
  })
})

it('[H7] a handshake of more than a smaller max_message_size is refused, too', async () => {
  await using server = await serve(greet, { max_message_size: '1K' })
  expect(await tryHandshake(server.url, handshake({ auth: 'x'.repeat(1024) }))).toBe('bad_handshake')
  expect(await tryHandshake(server.url, handshake({ auth: 'x'.repeat(512) }))).toBe('welcome')
})

it('max_payload_size and max_message_size are independent of each other', async () => {
  await using server = await serve(() => file_upload('F').then(String), {
    max_message_size: '1K',
    max_payload_size: '1G',
  })
  await using page = new SocketPage(server.url, 'websocket')
  const { fields } = (await page.form()).spec
  expect(fields[0]).toMatchObject({ max_size: 1024 ** 3 })
})

it('answers others between the requests that one client has sent in one packet', async () => {
  const count = 1000
  await using server = await serve(greet)
  const flood = connect(server.port, '127.0.0.1')
  let answered = 0
  const all = new Promise<void>((resolve) =>
    flood.on('data', (data: Buffer) => {
      answered += data.toString('latin1').split('HTTP/1.1 404').length - 1
      if (answered >= count) resolve()
    }),
  )
  flood.write('GET /x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'.repeat(count))
  const { status } = await fetch(`${server.url}-/live`)
  expect([status, answered < count]).toEqual([200, true])
  await all
  flood.destroy()
})
