import { describe, expect, it } from '@jest/globals'
import { hold, on_event, put_text } from '@webio/core'
import type { ResumeRequest, ServerMessage } from '@webio/core/protocol'
import type { AuthorizeRequest } from '@webio/core/server'
import type { Socket } from 'socket.io-client'
import { io } from 'socket.io-client'
import { startNodes } from './nodes'
import { serve } from './serve'
import type { Wire } from './socket-page'
import { handshake, onceOptions, SocketPage, WIRES } from './socket-page'

const main = (): Promise<void> => {
  put_text('hi')
  on_event('x', () => {})
  return hold()
}

/** Delays the handshakes that ask for it. */
function slowAuthorize() {
  let asked = (): void => {}
  let release = (): void => {}
  const isAsked = new Promise<void>((resolve) => (asked = resolve))
  const isReleased = new Promise<void>((resolve) => (release = resolve))
  const authorize = async ({ auth }: AuthorizeRequest): Promise<string> => {
    if (auth === 'slow') {
      asked()
      await isReleased
    }
    return 'Ann'
  }
  return { authorize, isAsked, release }
}

function connect(url: string, wire: Wire, auth: string, resume: ResumeRequest): Socket {
  return io(url, { ...onceOptions(wire), auth: { ...handshake({ auth, resume }) } })
}

/** Resolves with the first message that `holds` accepts. */
function message(socket: Socket, holds: (message: ServerMessage) => boolean): Promise<void> {
  return new Promise((resolve) => socket.on('message', (one: ServerMessage) => holds(one) && resolve()))
}

/** A page resumes its session at `now` while an earlier handshake at `before` takes its time. */
async function resumes(
  [before, now]: readonly [string, string],
  wire: Wire,
  { isAsked, release }: ReturnType<typeof slowAuthorize>,
): Promise<void> {
  await using page = new SocketPage(now, wire)
  await page.until(() => page.texts[0])
  const resume = { ...(page.session.ticket ?? { session: '', secret: '' }), seen: 0, page: 'p' }
  const given = connect(before, wire, 'slow', { ...resume, attempt: 1 })
  await isAsked
  const newest = connect(now, wire, 'fast', { ...resume, attempt: 2 })
  const heard: string[] = []
  newest.on('message', ({ type }: ServerMessage) => heard.push(type))
  await message(newest, ({ type }) => type === 'welcome')
  const ended = new Promise<void>((resolve) => given.once('disconnect', () => resolve()))
  release()
  await ended
  const handled = message(
    newest,
    (one) => one.type === 'handled' || (one.type === 'batch' && one.handled === 1),
  )
  newest.emit('message', {
    type: 'event',
    n: 1,
    seen: 0,
    event: { type: 'app-event', name: 'x', data: null },
  })
  await handled
  expect(heard).not.toContain('goodbye')
  newest.disconnect()
}

describe.each(Object.keys(WIRES) as Wire[])(
  '[H10] a handshake that takes longer than the next one of its page, over %s',
  (wire) => {
    it('does not take the session from the page', async () => {
      const slow = slowAuthorize()
      await using server = await serve(main, { authorize: slow.authorize })
      await resumes([server.url, server.url], wire, slow)
    })

    it('does not do so at another node either', async () => {
      const slow = slowAuthorize()
      await using nodes = await startNodes(2, main, { authorize: slow.authorize })
      const [owner = '', other = ''] = nodes.servers.map(({ url }) => url)
      await resumes([other, owner], wire, slow)
    })
  },
)
