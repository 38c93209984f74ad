/** An element that a person types text into. */
export type TextBox = HTMLInputElement | HTMLTextAreaElement

/** Replaces the text of a box. The caret keeps its place in what both texts have in common. */
export function replaceText(box: TextBox, text: string): void {
  const before = box.value
  const selection = selectionOf(box)
  box.value = text
  // Selectors can match it. Nothing may read a password.
  if (box.type !== 'password') box.defaultValue = text
  if (!selection || box !== (box.getRootNode() as Document | ShadowRoot).activeElement) return
  const { start, end, direction } = selection
  box.setSelectionRange(placeIn(start, before, text), placeIn(end, before, text), direction)
}

interface Selection {
  readonly start: number
  readonly end: number
  readonly direction: 'forward' | 'backward' | 'none'
}

/** Null if this kind of control does not report its caret. */
function selectionOf(box: TextBox): Selection | null {
  const { selectionStart: start, selectionEnd: end, selectionDirection } = box
  if (start === null || end === null) return null
  return { start, end, direction: selectionDirection ?? 'none' }
}

/** Maps a position in one text to another text: as far from the beginning, or from the end if the texts differ before it. */
export function placeIn(place: number, before: string, after: string): number {
  const { from, to } = differenceOf(before, after)
  if (place <= from) return place
  return place >= to ? after.length - (before.length - place) : Math.min(place, after.length)
}

/** The single change that turns one text into another: the characters from `from` to `to` become `insert`. */
export function differenceOf(before: string, after: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from]) from++
  let end = 0
  while (end < shorter - from && before.at(-1 - end) === after.at(-1 - end)) end++
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) }
}
