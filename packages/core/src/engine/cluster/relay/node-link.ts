/** One end of a link between two nodes. Texts arrive whole, in order, and at most once. */
export interface NodeLink {
  /**
   * @param sent called when the text has left this process
   */
  send(text: string, sent?: () => void): void
  close(): void
  /** Calls `listener` for each text from the other end. */
  onMessage(listener: (text: string) => void): void
  /** Calls `listener` when the link ends, or at once if it has already ended. */
  onClose(listener: () => void): void
}
