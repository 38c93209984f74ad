import { describe, expect, it } from '@jest/globals'
import { silentPage } from './raw-web-socket'
import { serve } from './serve'
import { handshake } from './socket-page'
import { deferred, greet } from './tasks'

describe('websocket_ping_interval and websocket_ping_timeout', () => {
  it('reach the page in milliseconds, with the maximum message size', async () => {
    await using server = await serve(greet, {
      websocket_ping_interval: 2,
      websocket_ping_timeout: 1.5,
      max_message_size: '1K',
    })
    const opening = await (await fetch(`${server.url}io?EIO=4&transport=polling`)).text()
    expect(JSON.parse(opening.slice(1))).toMatchObject({
      pingInterval: 2000,
      pingTimeout: 1500,
      maxPayload: 1024 + 64, // The overhead that Socket.IO adds to a message does not count.
    })
  })

  it('end the connection of a page that does not answer, and its session too with reconnect_timeout 0', async () => {
    const ended = deferred<string>()
    await using server = await serve(
      async () => {
        try {
          await greet()
        } catch (error) {
          ended.resolve((error as Error).name)
        }
      },
      { websocket_ping_interval: 1, websocket_ping_timeout: 1, reconnect_timeout: 0 },
    )
    const socket = silentPage(server.port, handshake())
    expect(await ended.promise).toBe('SessionClosedException')
    socket.destroy()
  })
})
