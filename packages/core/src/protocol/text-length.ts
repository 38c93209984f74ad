/** The maximum length of a text that a person enters, unless something else is set: enough for what people write. */
export const MAX_CHARACTERS = 100_000

/** The length of a text as browsers count it: in UTF-16 code units, with line breaks as one. */
export function lengthOf(text: string): number {
  return text.replace(/\r\n/g, '\n').length
}
