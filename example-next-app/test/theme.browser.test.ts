import type { Page } from 'playwright-core'
import { siteBrowser, untilHydrated } from './site-browser'

jest.setTimeout(300_000)

const { open, url, expectProblem } = siteBrowser()

const LIGHT = 'rgb(250, 249, 246)'
const DARK = 'rgb(17, 21, 27)'

const background = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor)

async function choose(page: Page, label: string): Promise<void> {
  await untilHydrated(page)
  await page.getByRole('radio', { name: label, exact: true }).check()
}

it('is chosen by keyboard, and applies to running applications and to later visits', async () => {
  const page = await open('/wizard')
  await page.locator('.webio form').waitFor()
  expect(await background(page)).toBe(LIGHT)

  await untilHydrated(page)
  await page.getByRole('radio', { name: 'As the system' }).focus()
  await page.keyboard.press('ArrowRight')
  expect(await page.getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true)
  expect(await background(page)).toBe(DARK)
  expect(
    await page.locator('.webio').evaluate((app) => getComputedStyle(app).colorScheme),
  ).toBe('dark')

  await page.goto(`${url}/docs/guide/pins`)
  expect(await background(page)).toBe(DARK)
  // The server does not know the choice. The switch shows it once the page is interactive.
  await page.locator('.theme-switch [value=dark]:checked').waitFor()
})

it('is applied before any module of the page has been loaded, so the other colors never show', async () => {
  const page = await open('/')
  await choose(page, 'Dark')
  await page.route('**/*.js', (route) => route.abort())
  expectProblem(/ERR_FAILED/)
  await page.goto(`${url}/docs`)
  expect(await background(page)).toBe(DARK)
})

it('follows the system if that is chosen again, and a choice in another tab', async () => {
  const page = await open('/', { colorScheme: 'dark' })
  expect(await background(page)).toBe(DARK)
  await choose(page, 'Light')
  expect(await background(page)).toBe(LIGHT)

  const other = await page.context().newPage()
  await other.goto(url)
  expect(await background(other)).toBe(LIGHT)
  await choose(other, 'As the system')
  await page.locator('.theme-switch [value=system]:checked').waitFor()
  expect(await background(page)).toBe(DARK)
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await background(page)).toBe(LIGHT)
})

it('applies to the frame of the playground, whose program runs on', async () => {
  const page = await open('/docs/playground')
  const frame = page.frameLocator('iframe')
  await frame.getByLabel('Name').fill('Ada')
  await choose(page, 'Dark')
  await frame.locator(':root[data-theme=dark]').waitFor()
  expect(await frame.getByLabel('Name').inputValue()).toBe('Ada')

  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await frame
    .getByLabel('Name')
    .and(frame.locator(':placeholder-shown, [value=""]'))
    .waitFor()
  await frame.locator(':root[data-theme=dark]').waitFor()
})
