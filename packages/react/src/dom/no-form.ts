/**
 * The `form` attribute of a control that belongs to no form: the id of a form that does not exist. Without it, a form of the host page would
 * submit, validate and reset a pin or the search of a table inside it, and Enter there would submit that form.
 */
export const NO_FORM = 'webio-no-form'

/** Takes the controls in an element out of every form around that element. Controls of a form inside it stay in that form. */
export function leaveOuterForms(element: Element): void {
  if (!element.closest('form')) return
  for (const control of element.querySelectorAll<HTMLInputElement>(
    'button, fieldset, input, object, output, select, textarea',
  )) {
    if (control.form && !element.contains(control.form)) control.setAttribute('form', NO_FORM)
  }
}
