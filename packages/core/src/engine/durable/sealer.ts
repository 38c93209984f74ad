/** Encrypts texts so that a reader of a journal cannot read them. It is synchronous so that records keep their order. */
export interface Sealer {
  /** Encrypts a text. The same text gives a different result each time. */
  seal(text: string): string
  /** Decrypts a text. @returns null if the text was sealed with another secret, or has been changed since */
  open(sealed: string): string | null
}
