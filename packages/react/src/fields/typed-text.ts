/** An element that a person types text into. */
export type TextBox = HTMLInputElement | HTMLTextAreaElement

/** Puts another text into a box, its caret where it was in what both texts have in common. */
export function replaceText(box: TextBox, text: string): void {
  const before = box.value
  const selection = selectionOf(box)
  box.value = text
  // What selectors see, and of a password nobody.
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

/** null: this kind of control says nothing of its caret. */
function selectionOf(box: TextBox): Selection | null {
  const { selectionStart: start, selectionEnd: end, selectionDirection } = box
  if (start === null || end === null) return null
  return { start, end, direction: selectionDirection ?? 'none' }
}

/** Where a place in one text is in another: as far from the beginning, or from the end where the texts differ before it. */
export function placeIn(place: number, before: string, after: string): number {
  const { from, to } = differenceOf(before, after)
  if (place <= from) return place
  return place >= to ? after.length - (before.length - place) : Math.min(place, after.length)
}

/** The one change that makes a text another: what stands from `from` to `to` becomes `insert`. */
export function differenceOf(before: string, after: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from]) from++
  let end = 0
  while (end < shorter - from && before.at(-1 - end) === after.at(-1 - end)) end++
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) }
}
