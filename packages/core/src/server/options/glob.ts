/** The parts of a pattern: one character, one of a set, or any number of characters. */
type Part =
  { readonly kind: 'one'; readonly fits: (character: string) => boolean } | { readonly kind: 'many' }

/** Characters that wildcards do not match: with them, an origin could be a different address than it seems. */
const SEPARATORS = new Set('/?#@')
const isInside = (character: string): boolean => !SEPARATORS.has(character)

/**
 * Compiles a shell pattern into a test: `*`, `?`, `[seq]` and `[!seq]` are wildcards for anything but `/`, `?`, `#` and `@`. Case does not matter. A
 * test takes at most the length of the text times the length of the pattern.
 */
export function globMatcher(pattern: string): (text: string) => boolean {
  const parts = partsOf(pattern.toLowerCase())
  return (text) => matches(parts, text.toLowerCase())
}

function partsOf(pattern: string): Part[] {
  const parts: Part[] = []
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string
    const end = character === '[' ? pattern.indexOf(']', at + 2) : -1
    if (end > 0) {
      parts.push({ kind: 'one', fits: setOf(pattern.slice(at + 1, end)) })
      at = end
    } else if (character === '*') parts.push({ kind: 'many' })
    else if (character === '?') parts.push({ kind: 'one', fits: isInside })
    else parts.push({ kind: 'one', fits: (other) => other === character })
  }
  return parts
}

/** The test for `seq` or `!seq`: single characters and ranges such as `a-z`. */
function setOf(text: string): (character: string) => boolean {
  const isNegated = text.startsWith('!') && text.length > 1
  const characters = isNegated ? text.slice(1) : text
  const isIn = (one: string): boolean => {
    for (let at = 0; at < characters.length; at++) {
      const first = characters[at] as string
      const isRange = characters[at + 1] === '-' && at + 2 < characters.length
      const last = isRange ? (characters[at + 2] as string) : first
      if (one >= first && one <= last) return true
      if (isRange) at += 2
    }
    return false
  }
  return (one) => isInside(one) && isIn(one) !== isNegated
}

/** Backtracks only to the last `*`: anything more that an earlier one could match, the last one can match instead. */
function matches(parts: readonly Part[], text: string): boolean {
  let part = 0
  let star = -1
  let taken = 0
  for (let at = 0; at < text.length;) {
    const wanted = parts[part]
    if (wanted?.kind === 'many') {
      star = part++
      taken = at
    } else if (wanted?.fits(text[at] as string)) {
      part++
      at++
    } else if (star >= 0 && isInside(text[taken] as string)) {
      part = star + 1
      at = ++taken
    } else return false
  }
  return parts.slice(part).every(({ kind }) => kind === 'many')
}
