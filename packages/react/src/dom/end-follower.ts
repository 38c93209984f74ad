/** A position within this distance of the end counts as the end. */
export const NEAR_PX = 8

/** Something that scrolls and has an end. */
export interface ScrollingBox {
  /** The scroll position in pixels, from any origin: only differences count. */
  position(): number
  isAtEnd(): boolean
  scrollToEnd(): void
}

/**
 * Keeps the end of a box in view whenever its content grows: an image that loads, code that is highlighted, a panel that opens. A reader who
 * scrolls up stops that, and resumes it by scrolling to the end.
 */
export class EndFollower {
  readonly #box: ScrollingBox
  #follows: boolean
  #position: number

  constructor(box: ScrollingBox, follows: boolean) {
    this.#box = box
    this.#follows = follows
    this.#position = box.position()
  }

  /** Call it when the box was scrolled, whatever scrolled it. */
  scrolled(): void {
    const position = this.#box.position()
    if (this.#box.isAtEnd()) this.#follows = true
    // A growing content also moves a reader away from the end. Only upward movement is the reader's own.
    else if (position < this.#position - 1) this.#follows = false
    this.#position = position
  }

  /** Call it when the size of the content has changed. */
  resized(): void {
    if (this.#follows) this.#box.scrollToEnd()
  }

  /** Scrolls to the end, and stays there. */
  go(): void {
    this.#follows = true
    this.#box.scrollToEnd()
  }
}
