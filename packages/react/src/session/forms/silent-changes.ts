/**
 * The text boxes of one session. Password managers, some phones and scripts put text into a box without an event: what shows is read before
 * anything is sent that depends on it.
 */
export class SilentChanges {
  readonly #boxes = new Set<() => void>()

  /**
   * @param read tells the model of the box what the box holds, if that has changed. Gives back a function that takes the box out
   */
  add(read: () => void): () => void {
    this.#boxes.add(read)
    return () => void this.#boxes.delete(read)
  }

  /** Reads all boxes. */
  collect(): void {
    for (const read of this.#boxes) read()
  }
}
