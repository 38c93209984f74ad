/** How many names fit into a line of a log. */
const MAX_NAMES = 20

/** The names of elements and attributes, for a line of a log. */
export function listOf(names: readonly string[]): string {
  const more = names.length > MAX_NAMES ? ', …' : ''
  return (
    names
      .slice(0, MAX_NAMES)
      .map((name) => name.slice(0, 30))
      .join(', ') + more
  )
}
