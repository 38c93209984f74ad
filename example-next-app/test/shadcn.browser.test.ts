import { siteBrowser } from './site-browser'

jest.setTimeout(120_000)

const { open } = siteBrowser()

it('a page with its own forms, table and buttons takes an order, and shows what is invalid', async () => {
  const page = await open('/shadcn')
  const desk = page.getByRole('region', { name: 'Orders, running' })
  const rows = desk.getByRole('row')
  await desk.getByRole('cell', { name: 'Sencha' }).waitFor()
  expect(await rows.count()).toBe(3)
  await desk.getByRole('button', { name: 'Submit' }).click()
  await desk.getByRole('alert').getByText('Please fill out this field.').waitFor()
  expect(await desk.getByLabel('Customer').getAttribute('aria-invalid')).toBe('true')
  await desk.getByLabel('Customer').fill('Mary')
  await desk.getByLabel('Tea').click()
  await page.getByRole('option', { name: 'Oolong' }).click()
  await desk.getByLabel('Cups').fill('３')
  await desk.getByRole('radio', { name: 'large' }).click()
  await desk
    .getByRole('group', { name: 'Extras' })
    .getByRole('checkbox', { name: 'lemon' })
    .click()
  await desk.getByRole('slider', { name: 'Strength' }).press('ArrowRight')
  await desk.getByLabel('Note').fill('Before noon.')
  await desk.getByRole('button', { name: 'Submit' }).click()
  await desk.getByText('3 large cups of Oolong for Mary.').waitFor()
  expect(await rows.count()).toBe(4)
  // None of these components is WebIO's own.
  const own =
    '.webio-button, .webio-table, .webio-label, .webio-choices, .webio-form-title, .webio-message'
  expect(await desk.locator(own).count()).toBe(0)
  // The card replaces the border of the form, and an output in a cell needs no space after it.
  const styleOf = (selector: string, property: string) =>
    desk
      .locator(selector)
      .first()
      .evaluate(
        (element, name) => getComputedStyle(element).getPropertyValue(name),
        property,
      )
  expect(await styleOf('form', 'border-top-width')).toBe('0px')
  expect(await styleOf('td .webio-buttons', 'margin-bottom')).toBe('0px')
})

it('asks before it cancels an order, in a popup with the buttons of the page', async () => {
  const page = await open('/shadcn')
  const ada = page.getByRole('row', { name: 'Ada' })
  await ada.getByRole('button', { name: 'Cancel' }).click()
  const popup = page.getByRole('dialog', { name: 'Cancel the order?' })
  await popup.getByRole('button', { name: 'OK' }).click()
  // Until the popup has closed, roles do not find what is below it.
  await page.getByRole('row').first().waitFor()
  await ada.waitFor({ state: 'detached' })
  expect(await page.getByRole('row').count()).toBe(2)
})
