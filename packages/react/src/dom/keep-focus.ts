import type { MouseEvent } from 'react'

/**
 * Leaves the focus in the field where it is while a button of the form is pressed. Otherwise the field would be checked between press and
 * release, a message would appear, and the button would move away from under the pointer.
 */
export function keepFocus(event: MouseEvent): void {
  event.preventDefault()
}
