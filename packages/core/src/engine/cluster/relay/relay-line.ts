import type { AttachRequest, RelayRefusal } from './attach-request'
import type { FrameKind } from './frames'
import { decodeFrame, encodeFrame } from './frames'
import type { NodeLink } from './node-link'

/** What the relay needs from a page's connection. */
export interface PageEnd {
  /** Sends a message's JSON text to the page. */
  send(text: string): void
  close(): void
  /** See `SessionTransport.answers`. */
  answers(withinMs: number): Promise<boolean>
  /** Pauses or continues reading from the page. */
  read(on: boolean): void
}

/** The result of a request for a session. */
export type RelayOutcome =
  | { readonly kind: 'admitted'; readonly session: RelayedSession }
  | ({ readonly kind: 'refused' } & RelayRefusal)
  /** The link ended before an answer arrived. */
  | { readonly kind: 'broken' }

/** If more bytes of one page are unsent, reading from that page pauses. */
const PAUSE_BYTES = 1024 ** 2
/** If more bytes of one page are unsent, its connection is closed, because reading could not be paused. */
const MAX_BYTES = 16 * 1024 ** 2

/** The pages of this node whose sessions belong to another node. They share one link. */
export class RelayLine {
  readonly #link: NodeLink
  readonly #sessions = new Map<number, RelayedSession>()
  readonly #asked = new Map<number, (outcome: RelayOutcome) => void>()
  #lastPage = 0
  #isBroken = false

  constructor(link: NodeLink) {
    this.#link = link
    link.onMessage((text) => this.#hear(text))
    link.onClose(() => {
      this.#isBroken = true
      for (const answer of this.#asked.values()) answer({ kind: 'broken' })
      this.#asked.clear()
      for (const session of this.#sessions.values()) session.broken()
      this.#sessions.clear()
    })
  }

  /** The number of pages that use the link. */
  get size(): number {
    return this.#asked.size + this.#sessions.size
  }

  /** Asks the other node for a session. */
  attach(request: AttachRequest): Promise<RelayOutcome> {
    if (this.#isBroken) return Promise.resolve({ kind: 'broken' })
    const page = ++this.#lastPage
    return new Promise((resolve) => {
      this.#asked.set(page, resolve)
      this.#link.send(encodeFrame('attach', page, JSON.stringify(request)))
    })
  }

  #hear(text: string): void {
    const frame = decodeFrame(text)
    if (!frame) return
    const { kind, page, payload } = frame
    if (kind === 'admit') return this.#admitted(page)
    if (kind === 'refuse')
      return this.#answer(page, { kind: 'refused', ...(JSON.parse(payload) as RelayRefusal) })
    this.#sessions.get(page)?.hear(kind, payload)
  }

  #admitted(page: number): void {
    const session = new RelayedSession({
      send: (kind, payload, sent) => this.#link.send(encodeFrame(kind, page, payload), sent),
      onEnd: () => void this.#sessions.delete(page),
    })
    this.#sessions.set(page, session)
    this.#answer(page, { kind: 'admitted', session })
  }

  #answer(page: number, outcome: RelayOutcome): void {
    this.#asked.get(page)?.(outcome)
    this.#asked.delete(page)
  }
}

interface RelayedSessionOptions {
  readonly send: (kind: FrameKind, payload?: string, sent?: () => void) => void
  readonly onEnd: () => void
}

/** A session of another node, for one page of this node. */
export class RelayedSession {
  readonly #options: RelayedSessionOptions
  #page: PageEnd | null = null
  /** True if the link has ended or the page has gone. */
  #isOver = false
  #hasLeft = false
  #unsentBytes = 0
  #isPaused = false

  constructor(options: RelayedSessionOptions) {
    this.#options = options
  }

  /** The page is connected. */
  begin(page: PageEnd): void {
    if (this.#isOver) return page.close()
    this.#page = page
    this.#options.send('begin')
  }

  /** Forwards a message of the page, given as its JSON text. */
  receive(text: string): void {
    if (this.#isOver) return
    this.#unsentBytes += text.length
    this.#options.send('message', text, () => {
      this.#unsentBytes -= text.length
      if (this.#isPaused && this.#unsentBytes < PAUSE_BYTES / 2) this.#read(true)
    })
    if (this.#unsentBytes > MAX_BYTES) this.#page?.close()
    else if (!this.#isPaused && this.#unsentBytes > PAUSE_BYTES) this.#read(false)
  }

  /** A message of the page was too large to be read. */
  receivedTooLarge(): void {
    if (!this.#isOver) this.#options.send('too-large')
  }

  /** The page's connection has ended. */
  detach(): void {
    if (this.#hasLeft) return
    this.#hasLeft = true
    if (!this.#isOver) this.#options.send('detach')
    this.#isOver = true
    this.#options.onEnd()
  }

  /** The link has ended. The page sees a lost connection. */
  broken(): void {
    this.#isOver = true
    this.#page?.close()
  }

  /** Handles a frame from the owner. */
  hear(kind: FrameKind, payload: string): void {
    const page = this.#page
    if (kind === 'message') return page?.send(payload)
    if (kind === 'ask') return void this.#ask(Number(payload))
    if (kind === 'close') page?.close()
  }

  async #ask(withinMs: number): Promise<void> {
    const isThere = (await this.#page?.answers(withinMs)) ?? false
    if (!this.#isOver) this.#options.send('answer', isThere ? '1' : '0')
  }

  #read(on: boolean): void {
    this.#isPaused = !on
    this.#page?.read(on)
  }
}
