/** A text as one line of a log: control characters are escaped, so that it can neither begin a line nor steer a terminal. Tabs stay. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (one) =>
    one === '\t' ? one : `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
