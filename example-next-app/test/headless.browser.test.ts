import { siteBrowser } from './site-browser'

jest.setTimeout(120_000)

const { open } = siteBrowser()

it('holds a conversation with hooks alone: reports errors, offers choices, and restarts', async () => {
  const page = await open('/headless')
  const messages = page.getByRole('log', { name: 'Conversation' })
  const send = page.getByRole('button', { name: 'Send' })
  await messages.getByText('What may I call you?').waitFor()
  await send.click()
  await page.getByRole('alert').getByText('Please fill out this field.').waitFor()
  await page.getByLabel('Your name').fill('Ada')
  await send.click()
  await page.getByLabel('Tea').selectOption('Oolong')
  await send.click()
  await page.getByLabel('Cups').fill('99')
  await send.click()
  await page.getByRole('alert').getByText(/12/).waitFor()
  await page.getByLabel('Cups').fill('2')
  await page.reload()
  // The initial value is back, as in WebIO's own forms.
  await page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('form input')?.value === '2',
  )
  await send.click()
  await messages.getByText('2 cups of Oolong for Ada.').waitFor()
  expect(await page.locator('[data-webio-output], [data-webio-form]').count()).toBe(0)
  await page.getByRole('button', { name: 'Order again' }).click()
  await page.getByLabel('Your name').waitFor()
})
