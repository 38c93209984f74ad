import type { Applications } from '../../src/engine/tasks/applications'
import { namedApplications } from '../../src/engine/tasks/applications'
import type { SessionHostOptions } from '../../src/engine/host/session-host'
import { HandshakeRefusal, SessionHost } from '../../src/engine/host/session-host'
import type { SessionInfo } from '../../src/engine/session-info'
import { silentLogger } from '../../src/engine/logger'
import { TEST_INFO } from '../../src/testing/test-info'
import type { BatchMessage, ServerMessage, WelcomeMessage } from '../../src/protocol/wire-messages'
import { installAsyncContext } from '../../src/server/async-context'
import { Changes } from './changes'

const INFO = TEST_INFO

export function hostOf(applications: Applications, options: Partial<SessionHostOptions> = {}): SessionHost {
  installAsyncContext()
  return new SessionHost({
    applications: namedApplications(applications, 'test'),
    logger: silentLogger,
    ...options,
  })
}

/** A page that sends what a test wants, and records what it receives. */
export class RawPage {
  readonly heard: ServerMessage[] = []
  readonly transport = {
    send: (message: ServerMessage) => {
      this.heard.push(JSON.parse(JSON.stringify(message)) as ServerMessage)
      this.#changes.changed()
    },
    close: () => {
      this.isClosed = true
    },
  }
  isClosed = false
  readonly #host: SessionHost
  readonly #changes = new Changes()
  #session!: ReturnType<SessionHost['admit']>['session']

  constructor(host: SessionHost) {
    this.#host = host
  }

  /** Connects. Returns the code of the refusal, or null. */
  connect(handshake: object = {}, info: Partial<SessionInfo> = {}): string | null {
    try {
      const parsed = this.#host.parse({ protocol: 1, app: 'index', params: {}, ...handshake })
      const admission = this.#host.admit(parsed, { ...INFO, ...info })
      this.#session = admission.session
      admission.begin(this.transport)
      return null
    } catch (error) {
      if (error instanceof HandshakeRefusal) return error.code
      throw error
    }
  }

  get session(): ReturnType<SessionHost['admit']>['session'] {
    return this.#session
  }

  get welcome(): WelcomeMessage {
    return this.heard.find((message) => message.type === 'welcome') as WelcomeMessage
  }

  get batches(): BatchMessage[] {
    return this.heard.filter((message) => message.type === 'batch')
  }

  /** All messages except welcome and batches. */
  get replies(): ServerMessage[] {
    return this.heard.filter((message) => message.type !== 'batch' && message.type !== 'welcome')
  }

  /** Waits until a condition holds for the received messages. */
  until(holds: () => boolean, what: string): Promise<void> {
    return this.#changes.until(holds, what)
  }

  say(message: unknown): void {
    this.#session.receive(this.transport, message)
  }

  drop(): void {
    this.#session.detach(this.transport)
  }

  /** The data with which another page can resume this page's session. */
  resume(seen: number): { resume: { session: string; secret: string; seen: number } } {
    const { session, secret } = this.welcome
    return { resume: { session, secret, seen } }
  }
}

export const appEvent = (n: number, seen = 0): object => ({
  type: 'event',
  n,
  seen,
  event: { type: 'app-event', name: 'x', data: n },
})
