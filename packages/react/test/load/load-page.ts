import { PageSession, ROOT_ID } from '@webio/core/protocol'
import { resolveEndpoint } from '../../src/session/wire/endpoint'
import type { SocketTransports } from '../../src/session/wire/transport-order'
import { socketIoTransport } from '../../src/session/wire/socket-io-transport'

/** The combined observations of the pages of a run. */
export interface Seen {
  /** Milliseconds from each answer to the next form. */
  readonly waits: number[]
  /** Descriptions of what should not have happened. */
  readonly errors: string[]
  /** Answers that had no effect, or an effect twice. */
  lost: number
}

/** Milliseconds after which an answer counts as lost. */
const PATIENCE_MS = 120_000

/**
 * A page that answers one form after another, over a transport that pages in browsers use. Its task counts the answers.
 */
export class LoadPage {
  readonly #session: PageSession
  readonly #seen: Seen
  readonly #looks = new Set<() => void>()
  #answers = 0
  #id: string | undefined

  constructor(url: string, transports: SocketTransports, seen: Seen) {
    this.#seen = seen
    this.#session = new PageSession({
      app: 'index',
      connect: socketIoTransport(resolveEndpoint(url, url), transports),
      onRefused: ({ code, message }) => seen.errors.push(`an event was refused: ${code} ${message}`),
      onWelcome: ({ session }) => {
        if (this.#id !== undefined && this.#id !== session) seen.errors.push('another session')
        this.#id = session
      },
    })
    for (const topic of ['page', 'forms', ROOT_ID] as const)
      this.#session.subscribe(topic, () => {
        for (const look of [...this.#looks]) look()
      })
  }

  /** Connects. Resolves with the first form. */
  async open(): Promise<void> {
    this.#session.start()
    await this.#until(() => this.#form !== undefined)
  }

  /** Answers forms until `end` resolves, with pauses of `pauseMs` on average in between. */
  async answer(pauseMs: number, hasEnded: () => boolean): Promise<void> {
    await pause(Math.random() * pauseMs)
    while (!hasEnded() && (await this.#answerOnce())) await pause(pauseMs * (0.5 + Math.random()))
  }

  close(): void {
    this.#session.leave()
  }

  async #answerOnce(): Promise<boolean> {
    const form = this.#form
    if (form === undefined) return this.#fail('there is no form')
    const n = ++this.#answers
    const begun = performance.now()
    this.#session.send({ type: 'form-submit', form, values: { data: String(n) } })
    // A session that continues in another process may first show fewer answers, until it has received again those that were not in its journal.
    const isAnswered = await this.#until(
      () => this.#form !== undefined && this.#form !== form && this.#count >= n,
    )
    if (!isAnswered)
      return this.#fail(`answer ${n} has had no effect: ${this.#session.failure ?? this.#session.status}`)
    this.#seen.waits.push(performance.now() - begun)
    // The task shows the number of its answers and the last one.
    if (this.#text === `${n} ${n}`) return true
    return this.#fail(`answer ${n}: the task says ${this.#text}`)
  }

  #fail(what: string): false {
    this.#seen.lost++
    this.#seen.errors.push(what)
    return false
  }

  get #form(): number | undefined {
    return [...this.#session.tree.forms.keys()].at(-1)
  }

  /** The number of answers that the task has had. */
  get #count(): number {
    return Number(this.#text.split(' ')[0])
  }

  get #text(): string {
    const [first = -1] = this.#session.node(ROOT_ID)?.children ?? []
    const spec = this.#session.node(first)?.spec
    return spec?.type === 'text' ? spec.text : ''
  }

  /** Resolves with true once the condition holds, or with false once it can no longer hold. */
  #until(holds: () => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (outcome: boolean): void => {
        clearTimeout(timer)
        this.#looks.delete(look)
        resolve(outcome)
      }
      const timer = setTimeout(() => end(false), PATIENCE_MS)
      const look = (): void => {
        if (holds()) end(true)
        else if (this.#session.status === 'closed') end(false)
      }
      this.#looks.add(look)
      look()
    })
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
