import type { Session } from '../../src/engine/session'
import type { SessionHost } from '../../src/engine/host/session-host'
import { HandshakeRefusal } from '../../src/engine/host/session-host'
import type { SessionInfo } from '../../src/engine/session-info'
import type { SessionTransport } from '../../src/engine/wire/session-transport'
import { PageSession } from '../../src/page/page-session'
import type { PageTransportListener } from '../../src/page/page-transport'
import type { PageEvent } from '../../src/protocol/events'
import type { Handshake, PageMessage, ServerMessage } from '../../src/protocol/wire-messages'

/**
 * A person's tab. Its wire moves on request, and loses messages in transit when it is cut. Its page applies
 * messages on request.
 */
export class ChaosPage {
  page!: PageSession
  session: Session | null = null
  /** Whether the tab was closed or its session was refused. */
  isGone = false
  /**
   * The numbers of the messages that the current page has sent, and of those that were in transit when an
   * earlier page left.
   */
  sent: number[] = []
  readonly #host: SessionHost
  #listener!: PageTransportListener
  #handshake!: () => Handshake
  #far: SessionTransport | null = null
  #down: ServerMessage[] = []
  #up: PageMessage[] = []
  #work: (() => void)[] = []

  constructor(host: SessionHost) {
    this.#host = host
    this.#open(undefined)
  }

  get isUp(): boolean {
    return this.#far !== null
  }

  send(n: number, event: PageEvent): void {
    if (this.page.send(event) > 0) this.sent.push(n)
  }

  /** Delivers some of the messages in transit. */
  deliver(count: number): void {
    for (const message of this.#down.splice(0, count)) this.#listener.message(message)
    for (const message of this.#up.splice(0, count)) if (this.#far) this.session?.receive(this.#far, message)
  }

  /** Lets the page apply what it has received. */
  frame(): void {
    for (const work of this.#work.splice(0)) work()
  }

  /** Cuts the connection: messages in transit are lost. */
  drop(): void {
    const far = this.#far
    if (!far) return
    this.#cut()
    this.session?.detach(far)
    this.#listener.disconnected()
  }

  /** Connects unless it is connected. */
  connect(): void {
    if (this.#far || this.isGone) return
    try {
      const admission = this.#host.admit(this.#host.parse(copy(this.#handshake())), {
        user: null,
      } as SessionInfo)
      this.session = admission.session
      const far: SessionTransport = {
        send: (message) => {
          if (this.#far === far) this.#down.push(copy(message))
        },
        close: () => {
          if (this.#far === far) this.drop()
        },
      }
      this.#far = far
      admission.begin(far)
    } catch (error) {
      if (!(error instanceof HandshakeRefusal)) throw error
      this.#listener.refused(error.code)
      this.isGone = true
    }
  }

  /** Reloads the page: a new one resumes the session. */
  reload(): void {
    const ticket = this.page.ticket ?? undefined
    this.drop()
    this.page.detach()
    this.sent = []
    this.#work = []
    this.#open(ticket)
  }

  /** Closes the tab silently. */
  close(): void {
    this.drop()
    this.page.detach()
    this.isGone = true
  }

  #open(ticket: PageSession['ticket'] | undefined): void {
    const schedule = (work: () => void): (() => void) => {
      this.#work.push(work)
      return () => {
        this.#work = this.#work.filter((other) => other !== work)
      }
    }
    this.page = new PageSession({
      app: 'index',
      ticket: ticket ?? undefined,
      schedule,
      scheduleSeen: schedule,
      nodesPerRun: () => 700,
      connect: (handshake, listener) => {
        this.#handshake = handshake
        this.#listener = listener
        return {
          send: (message) => {
            if (this.#far) this.#up.push(copy(message))
          },
          reconnect: () => {
            this.drop()
            this.connect()
          },
          close: () => this.drop(),
        }
      },
    })
    this.page.start()
    this.connect()
  }

  #cut(): void {
    this.#far = null
    this.#down = []
    this.#up = []
  }
}

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
