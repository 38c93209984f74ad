import type { Clock } from '../clock'
import type { FileContent } from './file-content'
import { OfferedFile } from './offered-file'
import { equalSecrets, randomToken } from './tokens'

/** How long a file that was handed over whole stays: the browser may have lost its end on the way, and ask for that. */
const LINGER_MS = 60_000

/** A session, as its downloads see it. */
export interface DownloadOwner {
  readonly clock: Clock
  /** Logs an error that takes nothing with it. */
  reportIgnored(what: string, error: unknown): void
  /** No file waits to be fetched any more. */
  downloadsFetched(): void
}

/** The files that the page of one session may fetch, each by a token of its own. */
export class Downloads {
  readonly #owner: DownloadOwner
  readonly #files = new Map<string, OfferedFile>()
  /** Tokens of files that no transfer has ended of. */
  readonly #waiting = new Set<string>()

  constructor(owner: DownloadOwner) {
    this.#owner = owner
  }

  /** True while the page has not fetched all that it was told to fetch: so long its session must live. */
  get areWaiting(): boolean {
    return this.#waiting.size > 0
  }

  /** Offers a file. Gives back its token. */
  offer(name: string, content: FileContent): { readonly token: string; readonly size: number | null } {
    const token = randomToken()
    const file = new OfferedFile(name, content, {
      transferEnded: (isWhole) => this.#transferEnded(token, isWhole),
      failed: (error) => this.#owner.reportIgnored(`reading the file ${JSON.stringify(name)}`, error),
    })
    this.#files.set(token, file)
    this.#waiting.add(token)
    return { token, size: file.size }
  }

  /** The file of a token, or null. */
  find(token: string): OfferedFile | null {
    let found: OfferedFile | null = null
    for (const [known, file] of this.#files) if (equalSecrets(known, token)) found = file
    return found
  }

  /** The session is over. Transfers under way go on. */
  clear(): void {
    this.#files.clear()
    this.#waiting.clear()
  }

  #transferEnded(token: string, isWhole: boolean): void {
    if (isWhole) this.#owner.clock.setTimer(() => this.#files.delete(token), LINGER_MS)
    if (this.#waiting.delete(token) && !this.areWaiting) this.#owner.downloadsFetched()
  }
}
