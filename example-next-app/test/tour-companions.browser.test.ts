import type { Page } from 'playwright-core'
import { example, press, siteBrowser } from './site-browser'

jest.setTimeout(120_000)

const { open } = siteBrowser()

let page: Page
beforeEach(async () => {
  page = await open('/tour/companions')
})

it('chooses a file of the server in a subfolder', async () => {
  const files = example(page, 'server_file')
  await press(files, 'Open a file')
  const dialog = page.getByRole('dialog', { name: 'Select a file' })
  await dialog.getByRole('gridcell', { name: 'black' }).click()
  await press(dialog, 'Open')
  await dialog.getByRole('gridcell', { name: 'assam.txt' }).click()
  await press(dialog, 'Open')
  await files.getByText('4 minutes at 95 degrees').waitFor()
})

it('refuses, accepts, remembers and revokes a login', async () => {
  const login = example(page, 'log_in')
  await login.getByLabel('Username').fill('tea')
  await login.getByLabel('Password').fill('coffee')
  await press(login, 'Submit')
  await login.getByText('Wrong username or password.').waitFor()
  await login.getByLabel('Password').fill('tea')
  await press(login, 'Submit')
  await login.getByText('Hello tea.').waitFor()
  const other = await page.context().newPage()
  await other.goto(page.url())
  await example(other, 'log_in').getByText('Hello tea.').waitFor()
  await press(example(other, 'log_in'), 'Log out')
  await example(other, 'log_in').getByLabel('Username').waitFor()
})

it('asks for a code in a custom login', async () => {
  const login = example(page, 'log_in_by_code')
  const help = await login.getByText('It came by mail').textContent()
  await login.getByLabel('Your code').fill(/\d+/.exec(help ?? '')?.[0] ?? '')
  await press(login, 'Submit')
  await login.getByText('The code was right.').waitFor()
})
