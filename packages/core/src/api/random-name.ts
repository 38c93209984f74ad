const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Ten unguessable letters and digits. */
export function randomName(): string {
  let name = ''
  for (const byte of globalThis.crypto.getRandomValues(new Uint8Array(10)))
    name += LETTERS[byte % LETTERS.length]
  return name
}
