import type { MouseEvent } from 'react'

/**
 * Keeps the focus in its field while a button of the form is pressed. Otherwise the field would be checked between press and release, a message
 * would appear, and the button would move away from under the pointer.
 */
export function keepFocus(event: MouseEvent): void {
  event.preventDefault()
}
