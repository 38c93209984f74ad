import type { Command } from '../../protocol/commands'
import type { FirstPaint } from '../../protocol/first-paint'
import type { BatchMessage, ServerMessage, WelcomeMessage } from '../../protocol/wire-messages'
import type { Clock } from '../clock'
import type { Session } from '../session'
import type { SessionTransport } from '../wire/session-transport'

/** A session that has not begun yet. */
interface NewSession {
  readonly session: Session
  begin(transport: SessionTransport): void
}

/**
 * Starts a session without a page, and returns its first outputs: those of the first run with an output, or everything after `ms`. The session then
 * waits for its page as after a lost connection.
 */
export async function paintFirst(
  { session, begin }: NewSession,
  clock: Clock,
  ms: number,
): Promise<FirstPaint> {
  const page = new RecordedPage(clock)
  begin(page)
  await page.shows(ms)
  session.detach(page)
  return { app: session.app, params: session.params, messages: page.take() }
}

/** A page that only records messages. */
class RecordedPage implements SessionTransport {
  readonly #clock: Clock
  readonly #messages: ServerMessage[] = []
  #shown = (): void => {}
  readonly #hasShown = new Promise<void>((resolve) => (this.#shown = resolve))

  constructor(clock: Clock) {
    this.#clock = clock
  }

  send(message: ServerMessage): void {
    this.#messages.push(message)
    // Everything that the task does next without waiting belongs to the first paint.
    if (message.type === 'batch' && message.commands.some(isShown)) this.#clock.soon(this.#shown)
  }

  close(): void {
    this.#shown()
  }

  /** Resolves when an output appears, at the latest after `ms`. */
  async shows(ms: number): Promise<void> {
    const cancel = this.#clock.setTimer(this.#shown, ms)
    await this.#hasShown
    cancel()
  }

  /** The recorded messages in wire form, so that later changes of the session do not affect them. */
  take(): FirstPaint['messages'] {
    const messages = JSON.parse(JSON.stringify(this.#messages)) as ServerMessage[]
    return messages.filter((message) => message.type === 'welcome' || message.type === 'batch') as [
      WelcomeMessage,
      ...BatchMessage[],
    ]
  }
}

function isShown({ type }: Command): boolean {
  return type === 'output-insert' || type === 'form-open' || type === 'session-close'
}
