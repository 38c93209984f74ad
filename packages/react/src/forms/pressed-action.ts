import type { PressedAction } from '@webio/core/protocol'

/** The button of an `actions` field with which a form is being submitted; undefined for the form's own. */
export function pressedAction({ submitter }: SubmitEvent): PressedAction | undefined {
  const { webioAction } = submitter?.dataset ?? {}
  const name = submitter?.getAttribute('name')
  return webioAction === undefined || !name ? undefined : { field: name, id: Number(webioAction) }
}
