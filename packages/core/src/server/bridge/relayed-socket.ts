import type { PageEnd } from '../../engine/cluster/relay/relay-line'
import type { WireSocket } from './socket-transport'
import { SocketTransport } from './socket-transport'

/** The WebSocket of an Engine.IO connection, whose reading can be paused. Long-polling has none. */
interface ReadableTransport {
  readonly socket?: { pause?(): void; resume?(): void }
}

/** The connection of a page whose session another node has. */
export function relayedSocket(socket: WireSocket): PageEnd {
  const transport = new SocketTransport(socket, null)
  return {
    send: (text) => transport.sendText(text),
    close: () => transport.close(),
    answers: (withinMs) => transport.answers(withinMs),
    read: (on) => {
      const { socket: wire } = socket.conn.transport as unknown as ReadableTransport
      if (on) wire?.resume?.()
      else wire?.pause?.()
    },
  }
}
