import type { Announcement, Announcer } from '../session/page-services'

/** Outputs that arrive within this time are one announcement. */
const PAUSE_MS = 400
/** If more arrive, they are counted and not read out. */
const MOST_READ = 3
const MOST_CHARACTERS = 200

/** Collects what a screen reader is to announce. Outputs that announce themselves (messages, toasts, popups) are not announced twice. */
export class Announcements implements Announcer {
  readonly #listeners = new Set<(announcement: Announcement) => void>()
  #waiting: Element[] = []
  #more = 0
  #isDue = false

  subscribe(listener: (announcement: Announcement) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Reports outputs that have appeared together.
   * @param more how many others appeared with them
   */
  arrived(elements: readonly Element[], more: number): void {
    this.#waiting.push(...elements)
    this.#more += more
    if (this.#isDue) return
    this.#isDue = true
    setTimeout(() => this.#settle(), PAUSE_MS)
  }

  /** Announces another text. */
  say(text: string): void {
    this.#tell({ text, count: 0 })
  }

  #tell(announcement: Announcement): void {
    for (const listener of this.#listeners) listener(announcement)
  }

  #settle(): void {
    this.#isDue = false
    const elements = this.#waiting.filter(isSilent)
    const more = this.#more
    this.#waiting = []
    this.#more = 0
    const texts = elements.map(textOf).filter(Boolean)
    if (texts.length === 0) return
    const count = texts.length + more
    this.#tell({ ...(count <= MOST_READ && { text: texts.join('\n') }), count })
  }
}

/** The element is still in the document, and does not announce itself. */
function isSilent(element: Element): boolean {
  return (
    element.isConnected &&
    !element.closest('[aria-live], [role="status"], [role="alert"], [role="log"], [hidden]')
  )
}

function textOf(element: Element): string {
  const text = (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text
}
