import type { RefObject } from 'react'
import { useLayoutEffect } from 'react'

/**
 * Handles the submit event of a form and hides it from everything else: from the browser, which would send the answers to the page's address, and
 * from a form around this one. React's `onSubmit` does not help: browsers stop the event at an outer form before React receives it, and React lets
 * it bubble through portals to the handlers of a host page.
 */
export function useNativeSubmit(
  form: RefObject<HTMLFormElement | null>,
  onSubmit: (event: SubmitEvent) => void,
): void {
  useLayoutEffect(() => {
    const element = form.current
    if (!element) return
    const listener = (event: SubmitEvent): void => {
      event.preventDefault()
      event.stopPropagation()
      onSubmit(event)
    }
    element.addEventListener('submit', listener)
    return () => element.removeEventListener('submit', listener)
  }, [form, onSubmit])
}
