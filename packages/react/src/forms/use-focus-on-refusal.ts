import type { ViewForm } from '@webio/core/protocol'
import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'
import { focusField } from '../dom/focus-field'

/** Focuses the first invalid field after the session refused a submit. */
export function useFocusOnRefusal(
  element: RefObject<HTMLFormElement | null>,
  { settled, errors, spec }: ViewForm,
): void {
  const seen = useRef(settled)
  useEffect(() => {
    if (settled === seen.current) return
    seen.current = settled
    const failing = spec.fields.find(({ name }) => errors[name] !== undefined)
    if (failing && element.current) focusField(element.current, failing.name)
  }, [element, settled, errors, spec])
}
