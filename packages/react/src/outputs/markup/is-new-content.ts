const shown = new WeakMap<Element, readonly unknown[]>()

/**
 * Tells whether an element is yet to be filled with `content`, and notes that it is. React runs effects again for an element that stays as it is
 * (StrictMode, a boundary that was hidden): what it holds must not be built anew, nor its scripts run twice.
 */
export function isNewContent(element: Element, ...content: readonly unknown[]): boolean {
  const before = shown.get(element)
  shown.set(element, content)
  return !before || content.some((part, index) => part !== before[index])
}
