import { INDEX_APP } from '../engine/tasks/applications'
import type { Session } from '../engine/session'
import type { SessionHost } from '../engine/host/session-host'
import type { SessionInfo } from '../engine/session-info'
import type { TransportPair } from '../in-page/transport-pair'
import { createTransportPair } from '../in-page/transport-pair'
import { PageSession } from '../page/page-session'
import type { TransientCommand } from '../protocol/commands'
import type { PageEvent } from '../protocol/events'
import type { Json, JsonObject } from '../protocol/json'
import { ROOT_ID } from '../protocol/output-spec'
import { answerScript } from './answer-script'
import type { FetchedFile } from './fetched-file'
import { fetchFile } from './fetched-file'
import { textOf } from '../state/read-tree'
import { TEST_INFO } from './test-info'

export interface TestPageOptions {
  readonly params?: JsonObject | undefined
  readonly info?: Partial<SessionInfo> | undefined
  readonly run_script?: ((code: string, args: JsonObject) => unknown) | undefined
  /** How many seconds `until` waits. @default 4 */
  readonly patience?: number | undefined
  /** The errors of the task and its callbacks so far: the likely cause if an expected result does not come. */
  readonly errors: readonly unknown[]
}

/** An event of the page that the session refused. */
export interface RefusedAct {
  readonly code: string
  readonly message: string
}

/** The page of a test: connected to its session in memory, with a record of its transient commands. */
export class TestPage {
  /** The events that the task sent with `emit`. */
  readonly events: { readonly name: string; readonly data: Json }[] = []
  /** The files that the task told the page to download. */
  readonly downloads: FetchedFile[] = []
  /** The cookies that the page fetched, as `Set-Cookie` headers. */
  readonly cookies: string[] = []
  /** All other transient commands. */
  readonly transients: TransientCommand[] = []
  /** The refusal of the last event, if any. */
  refused: readonly RefusedAct[] = []
  readonly #pair: TransportPair
  readonly #options: TestPageOptions
  #page: PageSession

  constructor(host: SessionHost, options: TestPageOptions) {
    this.#options = options
    this.#pair = createTransportPair(host, () => ({ ...TEST_INFO, ...options.info }))
    this.#page = this.#open(null)
  }

  /** The page's half of the protocol. A reload creates a new one. */
  get half(): PageSession {
    return this.#page
  }

  /** The session on the server. */
  get session(): Session {
    const { session } = this.#pair
    if (!session) throw new Error('open_app: the page is not connected.')
    return session
  }

  /** True once the session has ended. */
  get isClosed(): boolean {
    return this.#page.tree.closed !== null || this.#page.status === 'closed'
  }

  /**
   * Sends an event.
   * @returns its number
   */
  send(event: PageEvent): number {
    this.refused = []
    return this.#page.send(event)
  }

  /**
   * Sends an event and waits until the session has handled it.
   * @throws Error if it is refused
   */
  async act(caller: string, event: PageEvent): Promise<void> {
    const n = this.send(event)
    await this.until(
      () => !this.#page.isPending(n) || this.isClosed,
      `${caller}: the acknowledgement of the session`,
    )
    await this.settle()
    this.assertNotRefused(caller)
  }

  assertNotRefused(caller: string): void {
    const [refusal] = this.refused
    if (refusal) throw new Error(`${caller}: refused with ${refusal.code} (${refusal.message}).`)
  }

  /**
   * Waits until a condition holds.
   * @throws Error when the patience is over
   */
  async until(holds: () => boolean, what: string): Promise<void> {
    const { patience = 4, errors } = this.#options
    const start = performance.now()
    while (!holds()) {
      if (performance.now() - start > patience * 1000) {
        const shown = textOf(this.#page.tree, ROOT_ID)
        throw new Error(`${what} has not come within ${patience} s. The page shows:\n${shown}`, {
          cause: errors[0],
        })
      }
      await turn()
    }
  }

  /** Waits until the task is idle. In a durable session, each event has its own turn. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet++) {
      await turn()
      if (this.#pair.session?.durable?.turns.areDue) quiet = 0
    }
  }

  /** Cuts the connection: messages on the way are lost. */
  drop(): void {
    this.#pair.drop()
  }

  /** Connects again. */
  async resume(): Promise<void> {
    this.#pair.resume()
    await this.#connected()
  }

  /** A new page resumes the session. */
  async reload(): Promise<void> {
    const { ticket } = this.#page
    this.#page.detach()
    this.#page = this.#open(ticket)
    await this.#connected()
  }

  /** The visitor leaves. */
  async leave(): Promise<void> {
    const { session } = this.#pair
    this.#page.leave()
    await session?.whenClosed()
    await turn()
  }

  async #connected(): Promise<void> {
    await this.until(() => this.#page.status === 'open' || this.isClosed, 'a connection')
    await this.settle()
  }

  #open(ticket: PageSession['ticket']): PageSession {
    const page: PageSession = new PageSession({
      connect: this.#pair.connect,
      app: INDEX_APP,
      params: this.#options.params ?? {},
      ticket: ticket ?? undefined,
      onTransient: (command) => this.#carryOut(page, command),
      onRefused: (refusal) => {
        this.refused = [...this.refused, refusal]
      },
    })
    page.start()
    return page
  }

  #carryOut(page: PageSession, command: TransientCommand): void {
    if (command.type === 'app-event') this.events.push({ name: command.name, data: command.data })
    else if (command.type === 'download') this.downloads.push(fetchFile(this.session, command))
    else if (command.type === 'cookie-set') this.cookies.push(this.session.cookies.take(command.token) ?? '')
    else this.transients.push(command)
    if (command.type === 'script-run')
      void answerScript(command, this.#options.run_script).then((answer) => page.send(answer))
  }
}

/** One turn of the event loop: all microtasks and due timers run. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0)
  })
}
