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
 * Starts a session without a page, and gives what it shows first: the outputs of the run that shows something, or what there is after `ms`.
 * The session then waits for its page like one whose connection was lost.
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

/** A page that only writes down what it is told. */
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
    // What the task does next without waiting for anything belongs to it.
    if (message.type === 'batch' && message.commands.some(isShown)) this.#clock.soon(this.#shown)
  }

  close(): void {
    this.#shown()
  }

  /** Resolves when something shows, at the latest after `ms`. */
  async shows(ms: number): Promise<void> {
    const cancel = this.#clock.setTimer(this.#shown, ms)
    await this.#hasShown
    cancel()
  }

  /** What was written down, as it would have come over a wire: what the session changes later changes nothing here. */
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
