import type { PressedAction } from '@webio/core/protocol'

/** The button of an `actions` field that submits a form; undefined for the form's own button. */
export function pressedAction({ submitter }: SubmitEvent): PressedAction | undefined {
  const { webioAction } = submitter?.dataset ?? {}
  const name = submitter?.getAttribute('name')
  return webioAction === undefined || !name ? undefined : { field: name, id: Number(webioAction) }
}
