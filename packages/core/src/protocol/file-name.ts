/**
 * What no name of a file may hold: control characters, separators of folders, what Windows reserves, what turns the direction of writing
 * (which can make `exe.jpg` of `gpj.exe`), and halves of characters. Joiners stay: emoji and several scripts need them.
 */
const FORBIDDEN = /[\p{Cc}\p{Cs}/\\<>:"|?*\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** Names that Windows takes for devices, whatever follows a dot behind them. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\.|$)/i

/** A name that any disk can hold, of one that the author gave. */
export function safeFileName(name: string): string {
  const safe = withoutEnd(name.replace(FORBIDDEN, '_').trim())
  return safe === '' || DEVICE.test(safe) ? `_${safe}` : safe
}

/** Without the dots and blanks at its end, which Windows drops. */
function withoutEnd(name: string): string {
  let end = name.length
  while (end > 0 && '. '.includes(name.charAt(end - 1))) end--
  return name.slice(0, end)
}

/** The last part of a path as a name that any disk can hold: what a page sends may be anything. */
export function safeBaseName(path: string): string {
  return safeFileName(path.split(/[/\\]/).at(-1) ?? '')
}
