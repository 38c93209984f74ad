import type { Seen } from './load-page'
import { LoadPage } from './load-page'

/** The result of answering forms for a while. Times are in milliseconds, from an answer to the next form. */
export interface Figures {
  readonly answers: number
  /** Answers that had no effect, the wrong one, or an additional one. */
  readonly lost: number
  readonly errors: readonly string[]
  readonly p50: number
  readonly p99: number
  readonly longest: number
}

/** How many pages connect at a time: each is a connection, a session and a journal. */
const AT_A_TIME = 50

/** WebSocket only, long-polling only, and both. Pages use them in turn. */
const TRANSPORTS = [['websocket'], ['polling'], ['polling', 'websocket'], ['websocket', 'polling']] as const

/**
 * The task that these pages use, as the source of a function `main`. It shows the number of its answers and
 * the last one.
 */
export const COUNTING = `
async function main() {
  const shown = put_text('0')
  for (let count = 1; ; count++) shown.update({ text: count + ' ' + (await input('Answer')) })
}`

/** Many pages, over all transports. */
export class LoadPages implements Disposable {
  readonly #pages: readonly LoadPage[]
  readonly #seen: Seen

  private constructor(pages: readonly LoadPage[], seen: Seen) {
    this.#pages = pages
    this.#seen = seen
  }

  /** Opens pages at the addresses in turn. Resolves when all of them wait for their first answer. */
  static async open(urls: readonly string[], count: number): Promise<LoadPages> {
    const seen: Seen = { waits: [], errors: [], lost: 0 }
    const pages = Array.from({ length: count }, (_, i) => {
      // The pages of each address use all transports, even if there are as many addresses as transports.
      const transports = TRANSPORTS[Math.floor(i / urls.length) % TRANSPORTS.length] ?? TRANSPORTS[0]
      return new LoadPage(urls[i % urls.length] ?? '', transports, seen)
    })
    for (let i = 0; i < pages.length; i += AT_A_TIME)
      await Promise.all(pages.slice(i, i + AT_A_TIME).map((page) => page.open()))
    return new LoadPages(pages, seen)
  }

  /**
   * Lets all pages answer forms until `during` has ended and their last answers have had an effect.
   * @param pauseMs the average pause between two answers, in milliseconds
   */
  async answer(pauseMs: number, during: () => Promise<unknown>): Promise<Figures> {
    let hasEnded = false
    const answered = Promise.all(this.#pages.map((page) => page.answer(pauseMs, () => hasEnded)))
    try {
      await during()
    } finally {
      hasEnded = true
      await answered
    }
    return this.#figures()
  }

  [Symbol.dispose](): void {
    for (const page of this.#pages) page.close()
  }

  /** The figures since the last call. */
  #figures(): Figures {
    const { waits, errors, lost } = this.#seen
    const sorted = waits.splice(0).sort((a, b) => a - b)
    const at = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
    this.#seen.lost = 0
    return {
      ...{ answers: sorted.length, lost, errors: errors.splice(0) },
      ...{ p50: at(0.5), p99: at(0.99), longest: at(1) },
    }
  }
}
