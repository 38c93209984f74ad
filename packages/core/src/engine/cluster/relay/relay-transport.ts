import type { ServerMessage } from '../../../protocol/wire-messages'
import type { SessionTransport } from '../../wire/session-transport'
import type { FrameKind } from './frames'

/** The session's end of a connection to a page at another node. */
export class RelayTransport implements SessionTransport {
  readonly #send: (kind: FrameKind, payload?: string) => void
  readonly #onUnsendable: (error: unknown) => void
  readonly #waiting = new Set<(isThere: boolean) => void>()
  #hasEnded = false

  /**
   * @param send writes a frame about this page
   * @param onUnsendable called if a message is not valid JSON (a cycle, a bigint), so the page can never receive it
   */
  constructor(send: (kind: FrameKind, payload?: string) => void, onUnsendable: (error: unknown) => void) {
    this.#send = send
    this.#onUnsendable = onUnsendable
  }

  send(message: ServerMessage): void {
    let text: string
    try {
      text = JSON.stringify(message)
    } catch (error) {
      return this.#onUnsendable(error)
    }
    this.#send('message', text)
  }

  close(): void {
    this.#send('close')
  }

  answers(withinMs: number): Promise<boolean> {
    if (this.#hasEnded) return Promise.resolve(false)
    return new Promise((resolve) => {
      this.#waiting.add(resolve)
      this.#send('ask', String(withinMs))
    })
  }

  /** The page's node has reported whether the page gave a sign of life. */
  answered(isThere: boolean): void {
    for (const resolve of this.#waiting) resolve(isThere)
    this.#waiting.clear()
  }

  /** The connection has ended. */
  ended(): void {
    this.#hasEnded = true
    this.answered(false)
  }
}
