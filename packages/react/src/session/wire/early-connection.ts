import type { Handshake, PageTransportFactory, PageTransportListener } from '@webio/core/protocol'
import type { Endpoint } from './endpoint'
import type { SocketTransports } from './socket-io-transport'
import { openTransport, socketIoTransport } from './socket-io-transport'

/**
 * Connects at once, for the first session that asks for a transport. The network and the server work meanwhile, for example while the browser loads
 * the rest of the page. Later transports connect as usual.
 * @param opening the handshake that this session will send first, if it is known: then the session starts at once. By default, the session's own
 * handshake follows when it asks
 */
export function earlyConnection(
  endpoint: Endpoint,
  transports?: SocketTransports,
  opening?: Handshake,
): PageTransportFactory {
  let unsent = opening
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
      else if (unsent) {
        answer(unsent)
        // A later attempt resumes the session that this one may have started.
        unsent = undefined
      } else answerNewest = answer
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
