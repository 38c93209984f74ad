/** The element of a field in its form. */
function fieldElement(form: HTMLFormElement, name: string): Element | undefined {
  return [...form.querySelectorAll('[data-webio-field]')].find(
    (element) => element.getAttribute('data-webio-field') === name,
  )
}

/** Focuses a field's first control. */
export function focusField(form: HTMLFormElement, name: string, options?: FocusOptions): void {
  fieldElement(form, name)
    ?.querySelector<HTMLElement>('input, select, textarea, button, [contenteditable="true"]')
    ?.focus(options)
}
