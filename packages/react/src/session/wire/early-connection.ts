import type {
  Handshake,
  PageTransport,
  PageTransportFactory,
  PageTransportListener,
  ServerMessage,
} from '@webio/core/protocol'
import type { Endpoint } from './endpoint'
import type { SocketTransports } from './transport-order'
import { openTransport, socketIoTransport } from './socket-io-transport'

/**
 * Connects at once, for the first session that asks for a transport. The network and the server work meanwhile, for example while the browser loads
 * the rest of the page. Later transports connect as usual.
 * @param opening the handshake that this session will send first, if it is known: then the session starts at once. If it wants to send another one
 * after all, what has started ends. By default, the session's own handshake follows when it asks
 * @param read called with each message that arrives before the session asks
 */
export function earlyConnection(
  endpoint: Endpoint,
  transports?: SocketTransports,
  opening?: Handshake,
  read?: (message: ServerMessage) => void,
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
      message(message) {
        if (!page) read?.(message)
        tell((listener) => listener.message(message))
      },
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
    // A script of the page may have changed its URL meanwhile, so that the page wants another session.
    const isWanted = !opening || JSON.stringify(handshake()) === JSON.stringify(opening)
    if (!isWanted && unsent) transport.close()
    const heard = isWanted ? listener : leaving(transport)
    page = { handshake, listener: heard }
    // Not before the session has the transport.
    queueMicrotask(() => {
      for (const call of missed) call(heard)
      if (isWanted) answerNewest?.(handshake())
    })
    return isWanted ? transport : socketIoTransport(endpoint, transports)(handshake, listener)
  }
}

/** Ends the session that a transport has started. */
function leaving(transport: PageTransport): PageTransportListener {
  const close = (): void => transport.close()
  return {
    message() {
      transport.send({ type: 'leave' })
      close()
    },
    refused: close,
    disconnected: close,
  }
}
