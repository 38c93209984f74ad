/** Makes texts unreadable for those who read a journal. Synchronous, so that records keep their order. */
export interface Sealer {
  /** Encrypts a text. The same text gives another result each time. */
  seal(text: string): string
  /** @returns null if the text was sealed with another secret, or changed since */
  open(sealed: string): string | null
}
