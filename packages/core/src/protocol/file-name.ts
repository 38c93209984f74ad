/**
 * What no name of a file may hold: control characters, separators of folders, what turns the direction of writing (which can make
 * `exe.jpg` of `gpj.exe`), and halves of characters. Joiners stay: emoji and several scripts need them.
 */
const FORBIDDEN = /[\p{Cc}\p{Cs}/\\\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** A name that any disk can hold, of one that the author gave. */
export function safeFileName(name: string): string {
  const safe = name.replace(FORBIDDEN, '_').trim()
  return safe === '' || safe === '.' || safe === '..' ? '_' : safe
}

/** The last part of a path as a name that any disk can hold: what a page sends may be anything. */
export function safeBaseName(path: string): string {
  return safeFileName(path.split(/[/\\]/).at(-1) ?? '')
}
