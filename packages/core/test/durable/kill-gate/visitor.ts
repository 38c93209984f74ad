import type { Session } from '../../../src/engine/session'
import { HandshakeRefusal } from '../../../src/engine/host/session-host'
import { UNKNOWN_INFO } from '../../../src/engine/session-info'
import type { SessionTransport } from '../../../src/engine/wire/session-transport'
import { PageSession } from '../../../src/page/page-session'
import type { PageTransportListener } from '../../../src/page/page-transport'
import type { TransientCommand } from '../../../src/protocol/commands'
import type { PageEvent } from '../../../src/protocol/events'
import type { Handshake, ServerMessage } from '../../../src/protocol/wire-messages'
import type { Machine, Process } from './machine'

/** A person's page, on a connection that breaks when the process at its other end dies. */
export class Visitor {
  readonly page: PageSession
  session: Session | null = null
  /** Values that the page has shown, by the id of their output: they must not change. */
  readonly #values = new Map<number, string>()
  readonly #machine: Machine
  #listener!: PageTransportListener
  #handshake!: () => Handshake
  #far: SessionTransport | null = null
  /** Scripts that are running in the page. */
  #running = 0
  /** The session was lost before any of it was stored. */
  isLost = false

  constructor(machine: Machine) {
    this.#machine = machine
    this.page = new PageSession({
      app: 'index',
      scheduleSeen: (work) => {
        const timer = setImmediate(work)
        return () => clearImmediate(timer)
      },
      onTransient: (command) => this.#carryOut(command),
      connect: (handshake, listener) => {
        this.#handshake = handshake
        this.#listener = listener
        return {
          send: (message) => {
            const far = this.#far
            const sent: unknown = JSON.parse(JSON.stringify(message))
            queueMicrotask(() => {
              if (far && far === this.#far) this.session?.receive(far, sent)
            })
          },
          reconnect: () => this.#cut(),
          close: () => this.#cut(),
        }
      },
    })
    this.page.start()
  }

  get isConnected(): boolean {
    return this.#far !== null
  }

  /** Nothing is in progress between the page and a live process. */
  get isIdle(): boolean {
    return this.#running === 0
  }

  send(event: PageEvent): void {
    this.page.send(event)
  }

  /** Connects to a process, which resumes the session from its journal if it does not have it. */
  async connect(process: Process): Promise<void> {
    const handshake = JSON.parse(JSON.stringify(this.#handshake())) as Handshake
    const { resume } = handshake
    const { durable, registry } = process.host
    if (resume && !registry.get(resume.session)) await durable?.resume(resume.session, resume.secret)
    if (!process.isAlive) return
    const far: SessionTransport = {
      send: (message) => {
        const sent = JSON.parse(JSON.stringify(message)) as ServerMessage
        queueMicrotask(() => {
          if (this.#far === far) this.#hear(sent)
        })
      },
      close: () => {
        if (this.#far === far) this.#cut()
      },
    }
    try {
      const admission = process.host.admit(process.host.parse(handshake), UNKNOWN_INFO)
      this.session = admission.session
      this.#far = far
      process.onDeath(() => this.#cut())
      admission.begin(far)
    } catch (error) {
      if (!(error instanceof HandshakeRefusal)) throw error
      this.isLost = true
    }
  }

  #hear(message: ServerMessage): void {
    this.#listener.message(message)
    for (const [id, { spec }] of this.page.tree.nodes) {
      if (spec.type !== 'text' || typeof spec.text !== 'string' || !spec.text.startsWith('value ')) continue
      const before = this.#values.get(id)
      if (before !== undefined && before !== spec.text)
        this.#machine.faults.push(`the page has seen ${before}, and sees ${spec.text}`)
      this.#values.set(id, spec.text)
    }
  }

  #cut(): void {
    const far = this.#far
    if (!far) return
    this.#far = null
    this.session?.detach(far)
    this.#listener.disconnected()
  }

  #carryOut(command: TransientCommand): void {
    if (command.type !== 'script-run') return
    this.#running++
    setImmediate(() => {
      this.#running--
      const value = Number(command.args['n']) * 2
      this.page.send({ type: 'script-result', script: command.script, ok: true, value })
    })
  }
}
