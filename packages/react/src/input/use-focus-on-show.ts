import type { FormSpec } from '@webio/core/protocol'
import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'
import { isTextLike } from './field-kinds'
import { focusField } from './focus-field'

/** Puts the focus into a form when it shows, unless somebody is at work elsewhere on the page. */
export function useFocusOnShow(form: RefObject<HTMLFormElement | null>, spec: FormSpec): void {
  const isShown = useRef(false)
  useEffect(() => {
    if (isShown.current) return
    isShown.current = true
    const element = form.current
    const field = firstField(spec)
    // The panel is in view by itself; the page must not jump.
    if (element && field && mayTakeFocus(element)) focusField(element, field, { preventScroll: true })
  }, [form, spec])
}

function firstField({ fields }: FormSpec): string | undefined {
  const wanted = fields.find(({ attributes }) => attributes?.['autofocus'] || attributes?.['auto_focus'])
  return (wanted ?? fields.find(isTextLike))?.name
}

/** The host page's own controls keep the focus, and so does a dialog that the form is not in. */
function mayTakeFocus(form: HTMLFormElement): boolean {
  const active = document.activeElement
  if (!active || active === document.body) return true
  const dialog = active.closest('[role="dialog"]')
  return form.closest('.webio')?.contains(active) === true && (!dialog || dialog.contains(form))
}
