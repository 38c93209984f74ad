/** So near to the end counts as being there. */
export const NEAR_PX = 8

/** Something that scrolls, and has an end. */
export interface ScrollingBox {
  /** Pixels that it is scrolled down by, from wherever: only differences count. */
  position(): number
  isAtEnd(): boolean
  scrollToEnd(): void
}

/**
 * Keeps the end of a box in view while its content grows, whenever that is: an image that loads, code that is highlighted, a panel that opens.
 * The reader who scrolls up ends that, and begins it anew by scrolling to the end.
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

  /** To be called when the box was scrolled, by whomever. */
  scrolled(): void {
    const position = this.#box.position()
    if (this.#box.isAtEnd()) this.#follows = true
    // Away from the end is also who has not moved, while the content has grown: only the way up is the reader's.
    else if (position < this.#position - 1) this.#follows = false
    this.#position = position
  }

  /** To be called when the content has another size. */
  resized(): void {
    if (this.#follows) this.#box.scrollToEnd()
  }

  /** Scrolls to the end, and stays there. */
  go(): void {
    this.#follows = true
    this.#box.scrollToEnd()
  }
}
