import { describe, expect, it } from '@jest/globals'
import { hold, put_text } from '@webio/core'
import { serve } from './serve'
import type { Wire } from './socket-page'
import { SocketPage, WIRES } from './socket-page'

let visits = 0
const visit = (): Promise<void> => {
  put_text(`visit ${++visits}`)
  return hold()
}

describe.each(Object.keys(WIRES) as Wire[])(
  '[H9] a page that does not know whether another page shows its session, over %s',
  (wire) => {
    it('gets a new session if the other page answers, which continues undisturbed', async () => {
      await using server = await serve(visit)
      await using first = new SocketPage(server.url, wire)
      const [shown] = await first.until(() => first.texts[0] && first.texts)
      const ticket = { ...(first.session.ticket ?? { session: '', secret: '' }), isUnsure: true }
      await using second = new SocketPage(server.url, wire, { ticket })
      const [other] = await second.until(() => second.texts[0] && second.texts)
      expect(other).not.toBe(shown)
      expect([first.session.status, first.welcomes, server.sessions().length]).toEqual(['open', 1, 2])
    })

    it('gets the session if the other page is gone or does not answer', async () => {
      await using server = await serve(visit)
      await using first = new SocketPage(server.url, wire)
      const [shown] = await first.until(() => first.texts[0] && first.texts)
      const ticket = { ...(first.session.ticket ?? { session: '', secret: '' }), isUnsure: true }
      fallSilent(first)
      await using second = new SocketPage(server.url, wire, { ticket })
      const [same] = await second.until(() => second.texts[0] && second.texts)
      expect(same).toBe(shown)
      expect(server.sessions()).toHaveLength(1)
    })
  },
)

/** Keeps the page connected but silent, like a page whose machine sleeps. */
function fallSilent({ socket }: SocketPage): void {
  const { engine } = socket.io as unknown as { engine: { _sendPacket: () => void } }
  engine._sendPacket = () => {}
}
