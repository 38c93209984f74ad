/**
 * What no file name may contain: control characters, path separators, characters that Windows reserves, characters that change the writing
 * direction (which can make `gpj.exe` look like `exe.jpg`), and lone surrogates. Joiners stay: emoji and several scripts need them.
 */
const FORBIDDEN = /[\p{Cc}\p{Cs}/\\<>:"|?*\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** Names that Windows treats as devices, whatever follows a dot after them. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\.|$)/i

/** Turns the author's name into one that any disk accepts. */
export function safeFileName(name: string): string {
  const safe = withoutEnd(name.replace(FORBIDDEN, '_').trim())
  return safe === '' || DEVICE.test(safe) ? `_${safe}` : safe
}

/** Removes trailing dots and spaces, which Windows drops. */
function withoutEnd(name: string): string {
  let end = name.length
  while (end > 0 && '. '.includes(name.charAt(end - 1))) end--
  return name.slice(0, end)
}

/** Turns the last part of a path into a name that any disk accepts. A page may send anything. */
export function safeBaseName(path: string): string {
  return safeFileName(path.split(/[/\\]/).at(-1) ?? '')
}
