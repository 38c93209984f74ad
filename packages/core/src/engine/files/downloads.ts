import { LazyMap, LazySet } from '../../state/lazy-collections'
import type { Clock } from '../clock'
import type { FileContent } from './file-content'
import { OfferedFile } from './offered-file'
import { equalSecrets } from './tokens'

/** How long a completely transferred file stays: the connection may have broken just before the end, and then the browser asks again. */
const LINGER_MS = 60_000
/** How long a file stays if nobody fetches it, or if its transfer broke: a browser may resume it. */
const PATIENCE_MS = 10 * 60_000
/** The maximum number of kept files from an earlier run of the session. */
const MOST_AGAIN = 16

/** The part of a session that its downloads need. */
export interface DownloadOwner {
  readonly clock: Clock
  /** Logs an error without further consequences. */
  reportIgnored(what: string, error: unknown): void
  /** Called when no file waits to be fetched anymore. */
  downloadsFetched(): void
}

/** The files that the page of one session may fetch, each with its own token. */
export class Downloads {
  readonly #owner: DownloadOwner
  readonly #files = new LazyMap<string, OfferedFile>()
  /** Tokens of files for which no transfer has ended yet. */
  readonly #waiting = new LazySet<string>()
  /** The expiry of files that nobody is fetching. */
  readonly #timers = new LazyMap<string, () => void>()

  constructor(owner: DownloadOwner) {
    this.#owner = owner
  }

  /** True until the page has fetched everything it was told to fetch, or has had ten minutes to. The session stays open until then. */
  get areWaiting(): boolean {
    return this.#waiting.size > 0
  }

  /**
   * Offers a file.
   * @param token the secret with which the page asks for it
   * @param isAgain whether the page learned of it in an earlier run of the session. It may then ask again, but the session does not wait for that
   * @returns its size; null if it is unknown before reading
   */
  offer(name: string, content: FileContent, token: string, isAgain = false): number | null {
    const file = new OfferedFile(name, content, {
      transferBegan: () => this.#keep(token),
      transferEnded: (isWhole) => this.#transferEnded(token, isWhole),
      failed: (error) => this.#owner.reportIgnored(`reading the file ${JSON.stringify(name)}`, error),
    })
    this.#files.set(token, file)
    if (isAgain) this.#forgetOldest()
    else this.#waiting.add(token)
    this.#dropAfter(token, PATIENCE_MS)
    return file.size
  }

  /** The file of a token, or null. */
  find(token: string): OfferedFile | null {
    let found: OfferedFile | null = null
    for (const [known, file] of this.#files) if (equalSecrets(known, token)) found = file
    return found
  }

  /** The session has ended. Running transfers continue. */
  clear(): void {
    for (const token of [...this.#files.keys()]) this.#keep(token)
    this.#files.clear()
    this.#waiting.clear()
  }

  /** Keeps only the newest of the files that were offered before: a page that comes back asks only for what it was fetching. */
  #forgetOldest(): void {
    const [oldest] = this.#files.keys()
    if (oldest === undefined || this.#files.size <= MOST_AGAIN) return
    this.#keep(oldest)
    this.#files.delete(oldest)
  }

  #transferEnded(token: string, isWhole: boolean): void {
    const file = this.#files.get(token)
    if (file && !file.isBeingRead) this.#dropAfter(token, isWhole ? LINGER_MS : PATIENCE_MS)
    this.#noLongerWaiting(token)
  }

  #noLongerWaiting(token: string): void {
    if (this.#waiting.delete(token) && !this.areWaiting) this.#owner.downloadsFetched()
  }

  #dropAfter(token: string, ms: number): void {
    this.#keep(token)
    const drop = (): void => {
      this.#timers.delete(token)
      this.#files.delete(token)
      this.#noLongerWaiting(token)
    }
    this.#timers.set(token, this.#owner.clock.setTimer(drop, ms))
  }

  /** Stops the expiry of the file. */
  #keep(token: string): void {
    this.#timers.get(token)?.()
    this.#timers.delete(token)
  }
}
