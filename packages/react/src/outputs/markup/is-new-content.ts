const shown = new WeakMap<Element, readonly unknown[]>()

/**
 * Tells whether an element has yet to be filled with `content`, and records that it is. React repeats effects for an unchanged element (StrictMode,
 * a boundary that was hidden): its content must not be created again, nor its scripts run twice.
 */
export function isNewContent(element: Element, ...content: readonly unknown[]): boolean {
  const before = shown.get(element)
  shown.set(element, content)
  return !before || content.some((part, index) => part !== before[index])
}
