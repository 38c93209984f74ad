import { PageSession } from '@webio/core/protocol'
import { io } from 'socket.io-client'

/** A page that can lose its connection. */
export class OpenPage extends PageSession {
  /** The number of batches that have arrived. */
  batches = 0

  /**
   * @param {string} url
   * @param {string} app
   * @param {import('@webio/core/protocol').JsonObject} [params]
   * @param {import('@webio/core/protocol').SessionTicket} [ticket] of the session that it resumes
   */
  constructor(url, app, params = {}, ticket) {
    super({
      app,
      params,
      ticket,
      connect: (handshake, listener) => {
        const counting = {
          refused: listener.refused.bind(listener),
          disconnected: listener.disconnected.bind(listener),
          message: (/** @type {import('@webio/core/protocol').ServerMessage} */ message) => {
            if (message.type === 'batch') this.batches++
            listener.message(message)
          },
        }
        return (this.wire = connect(url, handshake, counting))
      },
    })
  }

  /** Loses its connection, as if the network failed. It reconnects by itself. */
  drop() {
    this.wire?.cut()
  }
}

/**
 * A page without a browser: the page's half of the protocol over Socket.IO's client.
 *
 * @param {string} url the URL of the server
 * @param {string} app
 * @param {import('@webio/core/protocol').JsonObject} [params]
 * @param {import('@webio/core/protocol').SessionTicket} [ticket] of the session that it resumes
 * @returns {Promise<OpenPage>} resolves when it is open
 */
export async function openPage(url, app, params, ticket) {
  const session = new OpenPage(url, app, params, ticket)
  const opened = new Promise((resolve, reject) => {
    const stop = session.subscribe('page', () => {
      if (session.status === 'connecting') return
      stop()
      if (session.status === 'open') resolve(null)
      else reject(new Error(`the page was refused: ${session.failure}`))
    })
  })
  session.start()
  await opened
  return session
}

/**
 * @param {string} url
 * @param {() => import('@webio/core/protocol').Handshake} handshake
 * @param {import('@webio/core/protocol').PageTransportListener} listener
 * @returns {import('@webio/core/protocol').PageTransport & { cut(): void }}
 */
function connect(url, handshake, listener) {
  const socket = io(url, {
    path: '/io',
    addTrailingSlash: false,
    forceNew: true,
    transports: ['websocket'],
    auth: (send) => send(handshake()),
  })
  socket.on('message', (message) => listener.message(message))
  socket.on('connect_error', (error) => {
    const { data } = /** @type {{ data?: { code?: any } }} */ (error)
    if (data?.code) listener.refused(data.code)
    else listener.disconnected()
  })
  socket.on('disconnect', () => listener.disconnected())
  return {
    send: (message) => void socket.send(message),
    reconnect: () => void socket.disconnect().connect(),
    close: () => void socket.disconnect(),
    cut: () => void socket.io.engine.close(),
  }
}
