import type { WebSocket } from 'ws'
import type { NodeLink } from '../../engine/cluster/relay/node-link'

/** Time between two pings, and the silence after which a node counts as gone because its machine is off or the network is cut, in milliseconds. */
const PING_MS = 3000
const SILENCE_MS = 10_000

/** A link over an open WebSocket. */
export function webSocketLink(socket: WebSocket): NodeLink {
  let heardAt = performance.now()
  const beat = setInterval(() => {
    if (performance.now() - heardAt > SILENCE_MS) socket.terminate()
    else socket.ping()
  }, PING_MS)
  beat.unref()
  socket.on('pong', () => {
    heardAt = performance.now()
  })
  // A close event follows.
  socket.on('error', () => {})
  socket.once('close', () => clearInterval(beat))
  return {
    send: (text, sent) => {
      if (socket.readyState === socket.OPEN) socket.send(text, sent && (() => sent()))
    },
    close: () => socket.close(),
    onMessage: (listener) => {
      socket.on('message', (data: Buffer) => {
        heardAt = performance.now()
        listener(data.toString())
      })
    },
    onClose: (listener) => {
      if (socket.readyState === socket.CLOSED) listener()
      else socket.once('close', () => listener())
    },
  }
}
