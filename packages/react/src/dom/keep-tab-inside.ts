import type { KeyboardEvent } from 'react'
import { activeElementAround } from './roots'

const TABBABLE =
  'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable="true"], audio[controls], video[controls], iframe'

/**
 * Lets Tab cycle within a dialog. Radix does that if the dialog is part of the global document; in a shadow root or an iframe it does not
 * find the focused element.
 */
export function keepTabInside(event: KeyboardEvent<HTMLElement>): void {
  const { currentTarget: dialog } = event
  if (event.key !== 'Tab' || dialog.getRootNode() === document) return
  const stops = [...dialog.querySelectorAll<HTMLElement>(TABBABLE)].filter(isTabbable)
  const active = activeElementAround(dialog)
  const last = event.shiftKey ? stops[0] : stops.at(-1)
  if (active !== last && active !== dialog && dialog.contains(active)) return
  if (active === dialog && !event.shiftKey && stops.length > 0) return
  event.preventDefault()
  const next = event.shiftKey ? stops.at(-1) : stops[0]
  ;(next ?? dialog).focus()
}

function isTabbable(element: HTMLElement): boolean {
  const { disabled = false } = element as Partial<HTMLButtonElement>
  return (
    !disabled && element.tabIndex >= 0 && element.checkVisibility?.({ visibilityProperty: true }) !== false
  )
}
