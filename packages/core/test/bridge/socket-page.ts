import type { ManagerOptions, Socket, SocketOptions } from 'socket.io-client'
import { io } from 'socket.io-client'
import type {
  Handshake,
  PageEvent,
  PageSessionOptions,
  PageTransport,
  PageTransportFactory,
  PageTransportListener,
  ServerMessage,
  WelcomeMessage,
  TransientCommand,
  ViewForm,
} from '@webio/core/protocol'
import { isHandshakeErrorCode, PageSession, ROOT_ID } from '@webio/core/protocol'

/**
 * The wires over which every suite runs. `upgraded` begins with polling, and then upgrades to a WebSocket.
 */
export const WIRES = {
  websocket: ['websocket'],
  polling: ['polling'],
  upgraded: ['polling', 'websocket'],
} as const

export type Wire = keyof typeof WIRES

/** Options of a client that makes its own connection and retries at once. */
export function clientOptions(wire: Wire, path = '/io'): Partial<ManagerOptions & SocketOptions> {
  return {
    path,
    addTrailingSlash: false,
    forceNew: true,
    transports: [...WIRES[wire]],
    reconnectionDelay: 1,
    reconnectionDelayMax: 5,
    // A client does not notice before this time-out that a connection has ended between its opening and
    // Engine.IO's first packet.
    timeout: 250,
  }
}

/** Options of a client that makes one connection. Nobody cuts it, so it needs no time-out. */
export function onceOptions(wire: Wire, path = '/io'): Partial<ManagerOptions & SocketOptions> {
  const { timeout: _, ...options } = clientOptions(wire, path)
  return { ...options, reconnection: false }
}

/** The part of Engine.IO's client that ends a connection at once. It has no public method for that. */
interface ClosableEngine {
  _onClose(reason: string): void
}

/** A page without a browser: the page's half of the protocol over Socket.IO's own client. */
export class SocketPage {
  readonly session: PageSession
  readonly transients: TransientCommand[] = []
  readonly refused: string[] = []
  /** The number of welcomes so far: one for each accepted connection. */
  welcomes = 0
  /** Everything that arrived, newest last. */
  readonly messages: ServerMessage[] = []
  socket!: Socket
  readonly #probes = new Set<() => void>()

  constructor(
    url: string,
    wire: Wire,
    options: Partial<PageSessionOptions> & {
      readonly path?: string
      /** Headers of its requests, such as a cookie. */
      readonly headers?: Record<string, string>
    } = {},
  ) {
    const { path, headers, ...rest } = options
    this.session = new PageSession({
      app: 'index',
      connect: this.#transports(url, {
        ...clientOptions(wire, path),
        ...(headers && { extraHeaders: headers }),
      }),
      onTransient: (command) => this.transients.push(command),
      onRefused: ({ code }) => this.refused.push(code),
      onWelcome: () => this.welcomes++,
      ...rest,
    })
    this.session.start()
  }

  /** The texts of the outputs in ROOT, in order. */
  get texts(): string[] {
    return (this.session.node(ROOT_ID)?.children ?? []).map((id) => {
      const spec = this.session.node(id)?.spec
      return spec?.type === 'text' ? String(spec.text) : `(${spec?.type})`
    })
  }

  /** Waits until a condition holds, and checks it at each arrival. */
  until<T>(probe: () => T): Promise<NonNullable<T>> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = probe()
        if (found === undefined || found === null || found === false) return
        this.#probes.delete(look)
        resolve(found)
      }
      this.#probes.add(look)
      look()
    })
  }

  /** Waits for a form. */
  form(): Promise<ViewForm> {
    return this.until(() => [...this.session.tree.forms.values()].at(-1))
  }

  /** Answers the open form. */
  async submit(values: Record<string, string>): Promise<void> {
    const { spec } = await this.form()
    this.send({ type: 'form-submit', form: spec.id, values })
  }

  send(event: PageEvent): number {
    return this.session.send(event)
  }

  /** Disappears like a closed tab, without notifying the server. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.session.detach()
    const { engine } = this.socket.io
    this.socket.disconnect()
    // A closed tab does not wait until everything has been sent, or until an upgrade is over.
    ;(engine as unknown as Partial<ClosableEngine> | undefined)?._onClose?.('transport close')
  }

  #transports(url: string, options: Partial<ManagerOptions & SocketOptions>): PageTransportFactory {
    return (handshake, listener): PageTransport => {
      const socket = io(url, { ...options, auth: (answer) => answer(handshake()) })
      this.socket = socket
      this.#listen(socket, listener)
      return {
        send: (message) => void socket.send(message),
        reconnect: () => void socket.disconnect().connect(),
        close: () => void socket.disconnect(),
      }
    }
  }

  #listen(socket: Socket, listener: PageTransportListener): void {
    const then = (): void => {
      for (const look of [...this.#probes]) look()
    }
    socket.on('message', (message: ServerMessage) => {
      this.messages.push(message)
      // This page sends messages that are too large, so the server must refuse them.
      listener.message(message.type === 'welcome' ? withoutLimits(message) : message)
      then()
    })
    socket.on('connect_error', (error: Error & { data?: { code?: unknown } }) => {
      const code = error.data?.code
      if (isHandshakeErrorCode(code)) {
        socket.disconnect()
        listener.refused(code)
      } else listener.disconnected()
      then()
    })
    socket.on('disconnect', () => {
      socket.sendBuffer.length = 0
      listener.disconnected()
      then()
    })
  }
}

/** A handshake as a page sends it. */
export function handshake(changes: Partial<Handshake> = {}): Handshake {
  return { protocol: 1, app: 'index', params: {}, ...changes }
}

/** The result of a handshake: the code of the refusal, or the type of the first message. */
export async function tryHandshake(url: string, auth: object, wire: Wire = 'websocket'): Promise<string> {
  const socket = io(url, {
    ...onceOptions(wire),
    auth: auth as Record<string, unknown>,
  })
  try {
    return await new Promise<string>((resolve) => {
      socket.once('message', (message: ServerMessage) => resolve(message.type))
      socket.once('connect_error', (error: Error & { data?: { code?: string } }) =>
        resolve(error.data?.code ?? error.message),
      )
    })
  } finally {
    socket.disconnect()
  }
}

function withoutLimits({ limits: _, ...welcome }: WelcomeMessage): WelcomeMessage {
  return welcome
}
