/** What a form of the host page's must not hear of. */
const KEPT_INSIDE = ['beforeinput', 'input', 'change', 'submit', 'reset', 'formdata'] as const

/** Lets no event of fields and forms leave an element. Gives back a function that ends that. */
export function keepEventsInside(element: Element): () => void {
  for (const type of KEPT_INSIDE) element.addEventListener(type, stopPropagation)
  return () => {
    for (const type of KEPT_INSIDE) element.removeEventListener(type, stopPropagation)
  }
}

function stopPropagation(event: Event): void {
  event.stopPropagation()
}
