import type { PageTransport, PageTransportFactory } from '@webio/core/protocol'
import { Notifier } from '../notifier'

/** One attempt may fail while a server restarts; the second one in a row is told to the person. */
const FAILURES_TO_TELL = 2
const CHANGED = 'changed'

/** Whether the server can be reached at all, as long as no session has been there. Attempts go on meanwhile. */
export class Reachability {
  readonly #notifier = new Notifier<typeof CHANGED>()
  #failures = 0
  #reason: string | undefined
  #transport: PageTransport | null = null

  /** The server has not answered for several attempts. */
  get isUnreachable(): boolean {
    return this.#failures >= FAILURES_TO_TELL
  }

  /** What the server said to the last attempt that failed, where it said something. */
  get reason(): string | undefined {
    return this.#reason
  }

  subscribe(listener: () => void): () => void {
    return this.#notifier.subscribe(CHANGED, listener)
  }

  /** Tries at once, instead of when the next attempt is due. */
  retry(): void {
    this.#transport?.reconnect()
  }

  /** Forgets what it knows about an earlier connection. */
  reset(): void {
    this.#transport = null
    this.#setFailures(0)
  }

  /**
   * A factory that makes the same wires and keeps an eye on them.
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
