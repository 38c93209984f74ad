/**
 * Characters that no file name may contain: control characters, path separators, characters that Windows reserves, characters that change the
 * writing direction (which can turn `gpj.exe` into `exe.jpg`), and lone surrogates. Joiners are allowed: emoji and several scripts need them.
 */
const FORBIDDEN = /[\p{Cc}\p{Cs}/\\<>:"|?*\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** Names that Windows treats as devices, with any extension. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\.|$)/i

/** Turns the author's name into one that any file system accepts. */
export function safeFileName(name: string): string {
  const safe = withoutEnd(name.replace(FORBIDDEN, '_').trim())
  return safe === '' || DEVICE.test(safe) ? `_${safe}` : safe
}

/** Removes dots and spaces at the end, which Windows drops. */
function withoutEnd(name: string): string {
  let end = name.length
  while (end > 0 && '. '.includes(name.charAt(end - 1))) end--
  return name.slice(0, end)
}

/** The last part of a path, as a name that any file system accepts. A page may send any text. */
export function safeBaseName(path: string): string {
  return safeFileName(path.split(/[/\\]/).at(-1) ?? '')
}
