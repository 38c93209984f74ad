import { describe, expect, it } from '@jest/globals'
import { hold, input, put_button, put_text, select } from '@webio/core'
import type { PageEvent, ServerMessage } from '@webio/core/protocol'
import type { Socket } from 'socket.io-client'
import { io } from 'socket.io-client'
import { serve } from './serve'
import { handshake, onceOptions, SocketPage } from './socket-page'
import { greet } from './tasks'

/** A raw connection. */
async function rawPage(
  url: string,
): Promise<{ socket: Socket; next(type: string): Promise<ServerMessage & { code?: string; n?: number }> }> {
  const socket = io(url, { ...onceOptions('websocket'), auth: handshake() as never })
  const arrived: ServerMessage[] = []
  const waiting: (() => void)[] = []
  socket.on('message', (message: ServerMessage) => {
    arrived.push(message)
    for (const look of waiting.splice(0)) look()
  })
  const next = async (type: string): Promise<ServerMessage> => {
    for (;;) {
      const at = arrived.findIndex((message) => message.type === type)
      if (at >= 0) return arrived.splice(at, 1)[0] as ServerMessage
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
  }
  await next('welcome')
  return { socket, next }
}

const event = (n: number, what: object) => ({ type: 'event', n, seen: 0, event: what })

describe('[E5] a message that does not parse is refused, and the session continues', () => {
  it.each<[string, unknown[]]>([
    ['nothing', []],
    ['null', [null]],
    ['a text', ['rubbish']],
    ['a number', [1e308]],
    ['a list', [[{ type: 'seen', n: 1 }]]],
    ['an empty object', [{}]],
    ['an unknown type', [{ type: 'batch', n: 1, commands: [] }]],
    ['an unknown event', [event(1, { type: 'eval', code: '1' })]],
    ['an additional field', [{ type: 'seen', n: 0, and: 1 }]],
    ['an event with a number that is too large', [event(2 ** 53, { type: 'form-cancel', form: 1 })]],
    ['an event with a negative number', [event(-1, { type: 'form-cancel', form: 1 })]],
    ['an event with a fractional number', [event(1.5, { type: 'form-cancel', form: 1 })]],
    ['a seen for a batch that was never sent', [{ type: 'seen', n: 2 ** 50 }]],
    ['two arguments', [{ type: 'seen', n: 0 }, 1]],
    ['a request for an acknowledgement', [{ type: 'seen', n: 0 }, () => {}]],
    ['binary', [Buffer.from('rubbish')]],
    ['binary inside', [event(1, { type: 'app-event', name: 'a', data: Buffer.from('rubbish') })]],
  ])('%s', async (_what, args) => {
    await using server = await serve(greet)
    const { socket, next } = await rawPage(server.url)
    socket.emit('message', ...args)
    const refused = await next('refused')
    expect(refused.code).toBe('bad_message')
    const { commands } = (await next('batch')) as { commands?: { type: string; form?: { id: number } }[] }
    const form = commands?.find(({ type }) => type === 'form-open')?.form?.id
    // An event whose number could be read counts as handled (rule E4).
    socket.emit(
      'message',
      event((refused.n ?? 0) + 1, { type: 'form-submit', form, values: { data: 'Bob' } }),
    )
    expect(JSON.stringify(await next('batch'))).toContain('Hello Bob')
    socket.disconnect()
  })

  it.each([
    ['an event other than message', '2["other",{"type":"seen","n":0}]'],
    ['lists in lists', `2["message",${'['.repeat(50_000)}${']'.repeat(50_000)}]`],
  ])('%s', async (_what, packet) => {
    await using server = await serve(greet)
    const { socket, next } = await rawPage(server.url)
    socket.io.engine.write(packet)
    expect(await next('refused')).toMatchObject({ code: 'bad_message' })
    socket.disconnect()
  })
})

it('[E5] a connection with more than 100 such messages is closed; the session and others continue', async () => {
  await using server = await serve(greet)
  await using other = new SocketPage(server.url, 'websocket')
  await other.form()
  const { socket, next } = await rawPage(server.url)
  const ended = new Promise<string>((resolve) => socket.once('disconnect', resolve))
  for (let i = 0; i < 101; i++) socket.emit('message', i)
  expect(await next('goodbye')).toMatchObject({ code: 'bad_message' })
  expect(await ended).toBe('io server disconnect')
  expect(server.sessions()).toHaveLength(2)
  // It is logged once, not a hundred times (rule E4).
  expect(server.log.of('warn')).toHaveLength(1)
  await other.submit({ data: 'Ann' })
  await other.until(() => other.session.tree.closed)
  expect(other.texts).toEqual(['hi', 'Hello Ann'])
})

it('[E2] an event that skips a number ends the connection with event_gap', async () => {
  await using server = await serve(greet)
  const { socket, next } = await rawPage(server.url)
  socket.emit('message', event(5, { type: 'form-cancel', form: 1 }))
  expect(await next('goodbye')).toMatchObject({ code: 'event_gap' })
})

it('text that is not a Socket.IO packet ends only the connection', async () => {
  await using server = await serve(greet)
  await using other = new SocketPage(server.url, 'websocket')
  await other.form()
  const { socket } = await rawPage(server.url)
  const ended = new Promise<string>((resolve) => socket.once('disconnect', resolve))
  socket.io.engine.write('9{"rubbish')
  await ended
  await other.submit({ data: 'Ann' })
  await other.until(() => other.session.tree.closed)
  expect(server.log.of('error')).toEqual([])
})

it('another namespace is refused', async () => {
  await using server = await serve(greet)
  const socket = io(`${server.url}admin`, {
    ...onceOptions('websocket'),
    auth: handshake() as never,
  })
  expect(
    await new Promise((resolve) => socket.once('connect_error', ({ message }: Error) => resolve(message))),
  ).toBe('Invalid namespace')
  socket.disconnect()
  expect(server.sessions()).toEqual([])
})

describe('[E4] an event that was not offered is refused and changes nothing', () => {
  it.each<[string, PageEvent, string]>([
    ['an answer to a form that is not open', { type: 'form-submit', form: 99, values: {} }, 'no_such_form'],
    [
      'an answer with a field that the form does not have',
      { type: 'form-submit', form: -1, values: { other: 'x' } },
      'no_such_field',
    ],
    ['an option that is not offered', { type: 'form-submit', form: -1, values: { choice: 77 } }, 'bad_value'],
    ['a text for an option', { type: 'form-submit', form: -1, values: { choice: 'red' } }, 'bad_value'],
    [
      'a cancellation of a form that cannot be cancelled',
      { type: 'form-cancel', form: -1 },
      'not_cancelable',
    ],
    [
      'a change of an unwatched field',
      { type: 'form-change', form: -1, field: 'choice', value: 0 },
      'not_watched',
    ],
    ['a callback that does not exist', { type: 'callback-fire', output: 99, key: 0 }, 'no_such_callback'],
    [
      'a callback of another key',
      { type: 'callback-fire', output: -2, key: 'constructor' },
      'no_such_callback',
    ],
    ['a disabled callback', { type: 'callback-fire', output: -3, key: 0 }, 'callback_disabled'],
    ['the removal of an output', { type: 'output-dismiss', output: -2 }, 'not_closable'],
    ['an event that nobody listens to', { type: 'app-event', name: 'x', data: 1 }, 'no_such_callback'],
  ])('%s', async (_what, forged, code) => {
    let clicked = 0
    await using server = await serve(async () => {
      put_button('on', () => clicked++)
      put_button('off', () => clicked++, { disabled: true })
      put_text(`chose ${String(await select('Choice', ['red', 'green'], { required: true }))}`)
      return hold()
    })
    await using page = new SocketPage(server.url, 'websocket')
    const { spec } = await page.form()
    const [on, off] = [...page.session.tree.nodes]
      .filter(([, node]) => node.spec.type === 'button')
      .map(([id]) => id)
    const field = spec.fields[0]
    const named = JSON.parse(
      JSON.stringify(forged)
        .replace('"form":-1', `"form":${spec.id}`)
        .replace('"output":-2', `"output":${on}`)
        .replace('"output":-3', `"output":${off}`)
        .replaceAll('"choice"', JSON.stringify(field?.name)),
    ) as PageEvent
    const before = page.session.tree.nodes.size
    page.send(named)
    await page.until(() => page.refused.length > 0)
    expect(page.refused).toEqual([code])
    expect([page.session.tree.nodes.size, page.session.tree.forms.size, clicked]).toEqual([before, 1, 0])
    const options = field?.type === 'select' ? field.options : []
    page.send({ type: 'form-submit', form: spec.id, values: { [field?.name ?? '']: options[1]?.id ?? null } })
    await page.until(() => page.texts.includes('chose green'))
  })
})

it('one session cannot answer a form of another', async () => {
  await using server = await serve(async () => void put_text(await input('Name')))
  await using first = new SocketPage(server.url, 'websocket')
  await using second = new SocketPage(server.url, 'websocket')
  await first.form()
  await second.submit({ data: 'Bob' })
  await second.until(() => second.session.tree.closed)
  expect(first.session.tree.forms.size).toBe(1)
})
