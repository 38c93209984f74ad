/** Characters of a text that a person enters, if nothing else is said: enough for what people write. */
export const MAX_CHARACTERS = 100_000

/** The length of a text as browsers count it: UTF-16 code units, line breaks as one. */
export function lengthOf(text: string): number {
  return text.replace(/\r\n/g, '\n').length
}
