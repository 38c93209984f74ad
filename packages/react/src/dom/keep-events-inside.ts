/** Events that a form of the host page must not receive. */
const KEPT_INSIDE = ['beforeinput', 'input', 'change', 'submit', 'reset', 'formdata'] as const

/** Stops events of fields and forms from leaving an element. Returns a function that ends that. */
export function keepEventsInside(element: Element): () => void {
  for (const type of KEPT_INSIDE) element.addEventListener(type, stopPropagation)
  return () => {
    for (const type of KEPT_INSIDE) element.removeEventListener(type, stopPropagation)
  }
}

function stopPropagation(event: Event): void {
  event.stopPropagation()
}
