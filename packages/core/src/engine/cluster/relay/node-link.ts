/** One end of a link between two nodes. Texts arrive whole, in order, and at most once. */
export interface NodeLink {
  /**
   * @param sent called when the text has left this process
   */
  send(text: string, sent?: () => void): void
  close(): void
  /** Calls `listener` for each text from the other end. */
  onMessage(listener: (text: string) => void): void
  /** Calls `listener` once the link has ended; at once if it has ended already. */
  onClose(listener: () => void): void
}
