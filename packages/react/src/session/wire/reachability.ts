import type { PageTransport, PageTransportFactory } from '@webio/core/protocol'
import { Notifier } from '../notifier'

/** One attempt may fail while a server restarts. The second failure in a row is shown to the person. */
const FAILURES_TO_TELL = 2
const CHANGED = 'changed'

/** Whether the server can be reached at all, before the first session. Attempts continue meanwhile. */
export class Reachability {
  readonly #notifier = new Notifier<typeof CHANGED>()
  #failures = 0
  #reason: string | undefined
  #transport: PageTransport | null = null

  /** Whether the server has not answered several attempts. */
  get isUnreachable(): boolean {
    return this.#failures >= FAILURES_TO_TELL
  }

  /** The server's explanation of the last failed attempt, if it gave one. */
  get reason(): string | undefined {
    return this.#reason
  }

  subscribe(listener: () => void): () => void {
    return this.#notifier.subscribe(CHANGED, listener)
  }

  /** Tries at once instead of at the time of the next attempt. */
  retry(): void {
    this.#transport?.reconnect()
  }

  /** Forgets an earlier connection. */
  reset(): void {
    this.#transport = null
    this.#setFailures(0)
  }

  /**
   * Wraps a factory to monitor the transports that it creates.
   * @param onUnreachable called once, when `isUnreachable` becomes true
   */
  watch(connect: PageTransportFactory, onUnreachable: () => void): PageTransportFactory {
    return (handshake, listener) => {
      let answered = false
      const heard = (): void => {
        answered = true
        this.#setFailures(0)
      }
      const transport = connect(handshake, {
        message: (message) => {
          heard()
          listener.message(message)
        },
        refused: (code) => {
          heard()
          listener.refused(code)
        },
        disconnected: (how) => {
          if (!answered) this.#setFailures(this.#failures + 1, how?.reason)
          if (!answered && this.#failures === FAILURES_TO_TELL) onUnreachable()
          listener.disconnected(how)
        },
      })
      this.#transport = transport
      return transport
    }
  }

  #setFailures(failures: number, reason?: string): void {
    const [wasUnreachable, lastReason] = [this.isUnreachable, this.#reason]
    this.#failures = failures
    this.#reason = reason
    if (wasUnreachable !== this.isUnreachable || lastReason !== reason) this.#notifier.notify(CHANGED)
  }
}
