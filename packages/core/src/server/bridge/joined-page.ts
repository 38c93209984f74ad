import type { Session } from '../../engine/session'
import type { PacketListener } from './json-parser'
import { decoderOf, SocketTransport } from './socket-transport'
import type { TransportOwner, WireSocket } from './socket-transport'

/** The page of a session of this process, over its socket. One object instead of a closure for each event, because memory for each session counts. */
export class JoinedPage implements PacketListener, TransportOwner {
  readonly transport: SocketTransport
  readonly #session: Session
  readonly #guarded: (socket: WireSocket, work: () => void) => void
  #onFirst: ((session: Session) => void) | null

  /**
   * @param guarded runs what may throw; an internal error closes the connection
   * @param onFirst called before the page's first message is handled
   */
  constructor(
    socket: WireSocket,
    session: Session,
    guarded: (socket: WireSocket, work: () => void) => void,
    onFirst: ((session: Session) => void) | null,
  ) {
    this.#session = session
    this.#guarded = guarded
    this.#onFirst = onFirst
    this.transport = new SocketTransport(socket, this)
    decoderOf(socket).listen(this)
  }

  receive(json: string): void {
    const { transport } = this
    this.#guarded(transport.socket, () => {
      this.#onFirst?.(this.#session)
      this.#onFirst = null
      this.#session.receive(transport, parsed(json))
    })
  }

  receivedTooLarge(): void {
    this.#session.receivedTooLarge(this.transport)
  }

  unsendable(error: unknown): void {
    const { app, logger } = this.#session
    logger.error(`[webio] a message of application "${app}" is not valid JSON. Its session ends:`, error)
    void this.#session.close('failed')
    this.transport.close()
  }

  /** The connection has ended. @param isTooLarge because a message was too large */
  disconnected(isTooLarge: boolean): void {
    const { transport } = this
    this.#guarded(transport.socket, () => {
      if (isTooLarge) this.receivedTooLarge()
      this.#session.detach(transport)
    })
  }
}

/** The value of a text; undefined if it is not JSON. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
