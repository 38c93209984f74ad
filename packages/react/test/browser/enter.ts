import type { Locator } from 'playwright-core'

/** A file that a test chooses. */
export interface ChosenFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

export const fileOf = (name: string, content = 'content', mimeType = ''): ChosenFile => ({
  name,
  mimeType,
  buffer: Buffer.from(content),
})

/** A field by its name: its label, its control and its messages. */
export const fieldOf = (where: Locator, name: string): Locator =>
  where.locator(`[data-webio-field="${name}"]`)

/** Enters something into a field as a person does: a text, the labels of options, the label of a button, or files. */
export async function enter(field: Locator, entered: string | readonly string[] | ChosenFile): Promise<void> {
  if (typeof entered === 'object' && 'buffer' in entered)
    return field.locator('input[type=file]').setInputFiles(entered)
  const labels = typeof entered === 'string' ? [entered] : entered
  const first = field
    .locator(
      'select, [role=combobox], [role=radiogroup], fieldset, [role=group], .cm-content, input, textarea',
    )
    .first()
  const kind = await first.evaluate(kindOf)
  if (kind === 'select')
    await first.selectOption(labels.map((label) => ({ label }))).catch((error: unknown) => {
      // A searchable select is a plain one until its code has arrived.
      if (String(error).includes('is not a <select>')) return enter(field, entered)
      throw error
    })
  else if (kind === 'combobox') await pick(field, labels)
  else if (kind === 'choices')
    for (const label of labels) await field.getByLabel(label, { exact: true }).check()
  else if (kind === 'buttons') await field.getByRole('button', { name: labels[0] ?? '', exact: true }).click()
  else await first.fill(labels[0] ?? '')
}

function kindOf(element: Element): 'select' | 'combobox' | 'choices' | 'buttons' | 'text' {
  if (element instanceof HTMLSelectElement) return 'select'
  if (element.getAttribute('role') === 'combobox') return 'combobox'
  if (element instanceof HTMLFieldSetElement) return 'choices'
  return element.getAttribute('role') === 'group' ? 'buttons' : 'text'
}

async function pick(field: Locator, labels: readonly string[]): Promise<void> {
  const box = field.getByRole('combobox')
  for (const label of labels) {
    await box.click()
    await box.fill(label)
    // The options move when the result of the search arrives.
    await field.getByRole('option').filter({ hasNotText: label }).first().waitFor({ state: 'detached' })
    await field.getByRole('option', { name: label, exact: true }).click()
  }
  // A list of a multiple select stays open, and covers what is below it.
  if (await box.and(field.locator('[aria-expanded=true]')).count()) await box.press('Escape')
}
