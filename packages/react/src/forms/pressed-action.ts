import type { PressedAction } from '@webio/core/protocol'

/** The button of an `actions` field with which a form is being submitted; undefined for the form's own. */
export function pressedAction(event: Event): PressedAction | undefined {
  const button = event instanceof SubmitEvent ? event.submitter : null
  const { webioAction } = button?.dataset ?? {}
  const name = button?.getAttribute('name')
  return webioAction === undefined || !name ? undefined : { field: name, id: Number(webioAction) }
}
