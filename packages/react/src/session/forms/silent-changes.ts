/**
 * The text boxes of one session. Password managers, some phones and scripts fill a box without an event, so all boxes are read before anything is
 * sent that depends on them.
 */
export class SilentChanges {
  readonly #boxes = new Set<() => void>()

  /**
   * @param read tells the model of a box its text if that has changed. Returns a function that removes the box
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
