import type { FormSpec } from '@webio/core/protocol'
import type { RefObject } from 'react'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { ComponentFocus } from '../dom/component-focus'
import { useShownSession } from '../context/shown-session-context'
import { useServices } from '../context/services'
import { useViewOptions } from '../context/view-options'
import { isTextLike } from '../fields/field-kinds'
import { focusField } from '../dom/focus-field'
import { activeElementAround, isNothingFocused } from '../dom/roots'

/**
 * Focuses a form when it appears, unless the task turned that off. On the stand-alone page it does so unless the focus is in use elsewhere. On a
 * host page it does so only if the person was using this component.
 */
export function useFocusOnShow(form: RefObject<HTMLFormElement | null>, spec: FormSpec): void {
  const { focus } = useServices()
  const { isStandAlone } = useViewOptions()
  const shown = useShownSession()
  const isShown = useRef(false)
  useLayoutEffect(() => {
    const element = form.current
    return () => {
      if (element) focus.leaving(element)
    }
  }, [form, focus])
  useEffect(() => {
    if (isShown.current) return
    isShown.current = true
    const element = form.current
    const field = firstField(spec)
    const isWanted = shown.session.tree.env.input_auto_focus !== false
    if (!isWanted || !element || !field || !mayTakeFocus(element, focus, isStandAlone)) return
    // On the stand-alone page the panel is in view already, and the page must not jump.
    focusField(element, field, { preventScroll: isStandAlone })
  }, [shown, form, spec, focus, isStandAlone])
}

/** The author's choice; otherwise the first field in which a line is typed or picked, and only if there is none, a textarea. */
function firstField({ fields }: FormSpec): string | undefined {
  const wanted = fields.find(({ attributes }) => attributes?.['autofocus'] || attributes?.['auto_focus'])
  return (wanted ?? fields.find(isTextLike) ?? fields.find(({ type }) => type === 'textarea'))?.name
}

/** The host page's own controls keep the focus, and so does a dialog that does not contain the form. */
function mayTakeFocus(form: HTMLFormElement, focus: ComponentFocus, isStandAlone: boolean): boolean {
  if (isNothingFocused(form)) return isStandAlone || focus.isLost
  const dialog = activeElementAround(form)?.closest('[role="dialog"], dialog')
  return focus.isInside && (!dialog || dialog.contains(form))
}
