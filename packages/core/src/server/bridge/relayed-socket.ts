import type { PageEnd } from '../../engine/cluster/relay/relay-line'
import { JsonText } from './json-text'
import type { WireSocket } from './socket-transport'
import { SocketTransport } from './socket-transport'

/** The WebSocket of an Engine.IO connection, whose reading can be paused. Long-polling has none. */
interface ReadableTransport {
  readonly socket?: { pause?(): void; resume?(): void }
}

/** The connection of a page whose session another node has. */
export function relayedSocket(socket: WireSocket): PageEnd {
  const transport = new SocketTransport(socket, () => {})
  return {
    send: (text) => void socket.emit('message', new JsonText(text)),
    close: () => transport.close(),
    answers: (withinMs) => transport.answers(withinMs),
    read: (on) => {
      const { socket: wire } = socket.conn.transport as unknown as ReadableTransport
      if (on) wire?.resume?.()
      else wire?.pause?.()
    },
  }
}

/** The JSON text of a page's message. Anything that is not a message becomes a text that does not parse as one. */
export function textOf(event: string, args: readonly unknown[]): string {
  const [message] = args
  return event === 'message' && args.length === 1 && message instanceof JsonText ? message.text : 'null'
}
