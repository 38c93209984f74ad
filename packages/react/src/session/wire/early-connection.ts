import type { Handshake, PageTransportFactory, PageTransportListener } from '@webio/core/protocol'
import type { Endpoint } from './endpoint'
import type { SocketTransports } from './socket-io-transport'
import { openTransport, socketIoTransport } from './socket-io-transport'

/**
 * Connects at once, for the first session that asks for a transport: its handshake follows then. The network and the server work meanwhile, for
 * example while React draws the page for the first time. Later transports connect as usual.
 */
export function earlyConnection(endpoint: Endpoint, transports?: SocketTransports): PageTransportFactory {
  let page: { readonly handshake: () => Handshake; readonly listener: PageTransportListener } | null = null
  let answerNewest: ((handshake: Handshake) => void) | null = null
  /** What the session has missed. */
  const missed: ((listener: PageTransportListener) => void)[] = []
  const tell = (call: (listener: PageTransportListener) => void): void => {
    if (page) call(page.listener)
    else missed.push(call)
  }
  const transport = openTransport(
    (answer) => {
      if (page) answer(page.handshake())
      else answerNewest = answer
    },
    {
      message: (message) => tell((listener) => listener.message(message)),
      refused: (code) => tell((listener) => listener.refused(code)),
      disconnected(how) {
        answerNewest = null
        tell((listener) => listener.disconnected(how))
      },
    },
    endpoint,
    transports,
  )
  return (handshake, listener) => {
    if (page) return socketIoTransport(endpoint, transports)(handshake, listener)
    page = { handshake, listener }
    // Not before the session has the transport.
    queueMicrotask(() => {
      for (const call of missed) call(listener)
      answerNewest?.(handshake())
    })
    return transport
  }
}
