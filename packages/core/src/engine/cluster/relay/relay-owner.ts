import type { JsonObject } from '../../../protocol/json'
import type { Admission, SessionHost } from '../../host/session-host'
import { HandshakeRefusal, sessionGone, wantedSession } from '../../host/session-host'
import type { Logger } from '../../logger'
import type { Session } from '../../session'
import type { SessionInfo } from '../../session-info'
import type { AttachRequest, RelayRefusal } from './attach-request'
import type { FrameKind } from './frames'
import { decodeFrame, encodeFrame } from './frames'
import type { NodeLink } from './node-link'
import { RelayTransport } from './relay-transport'

export interface RelayOwnerOptions {
  /** The host of the handler with this path; undefined if there is none. */
  readonly hostAt: (path: string) => SessionHost | undefined
  /** Completes the facts about a page. */
  readonly infoOf: (plain: JsonObject) => SessionInfo
  readonly logger: Logger
}

/** A page of another node that has asked for a session. */
interface RelayedPage {
  /** Null until the session is known. */
  admission: Admission | null
  /** Null until the page is connected. */
  transport: RelayTransport | null
}

/**
 * Serves sessions of this node to the pages of another node while a link lasts. To the session, such a page is like any other. If the link or the
 * page's connection ends, the page is detached and may come back.
 */
export class RelayOwner {
  readonly #link: NodeLink
  readonly #options: RelayOwnerOptions
  readonly #pages = new Map<number, RelayedPage>()

  constructor(link: NodeLink, options: RelayOwnerOptions) {
    this.#link = link
    this.#options = options
    link.onMessage((text) => this.#hear(text))
    link.onClose(() => {
      for (const page of [...this.#pages.keys()]) this.#detach(page)
    })
  }

  #hear(text: string): void {
    const frame = decodeFrame(text)
    if (!frame) return
    const { kind, page, payload } = frame
    if (kind === 'attach') return void this.#attach(page, JSON.parse(payload) as AttachRequest)
    const known = this.#pages.get(page)
    const session = known?.admission?.session
    if (!known || !session) return kind === 'detach' ? this.#detach(page) : undefined
    switch (kind) {
      case 'begin':
        return this.#begin(page, known, session)
      case 'message':
        return this.#guarded(page, () => this.#receive(known, session, payload))
      case 'too-large':
        return known.transport ? session.receivedTooLarge(known.transport) : undefined
      case 'answer':
        return known.transport?.answered(payload === '1')
      case 'detach':
        return this.#detach(page)
      default:
    }
  }

  async #attach(page: number, { path, handshake, info }: AttachRequest): Promise<void> {
    const asked: RelayedPage = { admission: null, transport: null }
    this.#pages.set(page, asked)
    const { resume } = handshake
    const host = this.#options.hostAt(path)
    const wanted = wantedSession(handshake)
    const isOwner = wanted !== undefined && host?.registry.get(wanted) !== undefined
    try {
      if (!host || (wanted !== undefined && !isOwner)) throw sessionGone()
      const parsed = host.parse(handshake)
      if (resume?.unless_attached && (await host.isShown(resume)))
        throw new HandshakeRefusal('session_gone', 'Another page shows this session.')
      if (resume) await host.recognize(resume)
      if (!this.#pages.has(page)) return
      asked.admission = host.admit(parsed, this.#options.infoOf(info))
      this.#send('admit', page)
    } catch (error) {
      this.#pages.delete(page)
      this.#send('refuse', page, JSON.stringify(this.#refusalOf(error, isOwner)))
    }
  }

  #refusalOf(error: unknown, isOwner: boolean): RelayRefusal {
    if (error instanceof HandshakeRefusal) return { code: error.code, message: error.message, isOwner }
    this.#options.logger.error('[webio] an internal error, so a page of another node is refused:', error)
    return { code: 'unauthorized', message: 'The server could not handle this handshake.', isOwner: true }
  }

  #begin(page: number, known: RelayedPage, session: Session): void {
    const transport = new RelayTransport(
      (kind, payload) => this.#send(kind, page, payload),
      (error) => {
        session.logger.error(
          `[webio] a message of application "${session.app}" is not valid JSON. Its session ends:`,
          error,
        )
        void session.close('failed')
        transport.close()
      },
    )
    known.transport = transport
    this.#guarded(page, () => known.admission?.begin(transport))
  }

  #receive({ transport }: RelayedPage, session: Session, payload: string): void {
    if (transport) session.receive(transport, parsed(payload))
  }

  #detach(page: number): void {
    const gone = this.#pages.get(page)
    this.#pages.delete(page)
    if (!gone?.admission) return
    const { admission, transport } = gone
    transport?.ended()
    if (transport) admission.session.detach(transport)
    else if (!admission.resumed) void admission.session.close('left')
  }

  /** Runs `work`. An internal error closes the page's connection: the page then resumes, and both sides are consistent again. */
  #guarded(page: number, work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#options.logger.error('[webio] an internal error, so a connection is closed:', error)
      this.#send('close', page)
    }
  }

  #send(kind: FrameKind, page: number, payload?: string): void {
    this.#link.send(encodeFrame(kind, page, payload))
  }
}

/** Parses a message. A text that is not JSON gives `undefined`, which the session rejects as a bad message. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
