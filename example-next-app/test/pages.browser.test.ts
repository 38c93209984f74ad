import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { findings } from '../../packages/react/test/browser/axe'
import { FAMILIES } from '../lib/tour'
import { PAGES } from '../lib/pages'
import { example, prefer, press, siteBrowser } from './site-browser'

jest.setTimeout(300_000)

const { open } = siteBrowser()

const APP_FOLDER = join(__dirname, '../app')

/** The paths that Next.js serves, found as Next.js finds them. */
const served = readdirSync(APP_FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|[\\/])page\.tsx$/.test(file))
  .map((file) => `/${file.replaceAll('\\', '/').replace(/\/?page\.tsx$/, '')}`)
  .flatMap((path) =>
    path.includes('[family]')
      ? FAMILIES.map(({ name }) => path.replace('[family]', name))
      : // docs.browser.test.ts visits the pages below /docs.
        path.replace('/[[...slug]]', ''),
  )

/** Waits until every application on the page shows all of its first outputs. */
async function settled(page: Page): Promise<void> {
  // Parts that are loaded on first use replace others. So do code editors, and lists whose options the server finds.
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLElement>('.webio')].every(
      (app) =>
        ['open', 'closed'].includes(app.dataset.webioStatus ?? '') &&
        // A page that draws everything itself leaves only a place for popups.
        (app.querySelector('[data-webio-output], form') ||
          !app.querySelector('.webio-body')) &&
        !app.querySelector('[aria-busy="true"], textarea[data-code], select:empty'),
    ),
  )
}

/** Opens all closed boxes, but not those inside them. */
const openBoxes = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const closed = [...document.querySelectorAll('.webio details:not([open])')]
    for (const box of closed.filter((box) => box.checkVisibility()))
      box.querySelector('summary')?.click()
  })

/** Checks the page in its current state, in light and dark. */
async function expectNothingWrong(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await prefer(page, colorScheme)
    expect([colorScheme, await findings(page)]).toEqual([colorScheme, []])
  }
}

async function expectToFit(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 844 })
  const { scrollWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
  }))
  expect(scrollWidth).toBeLessThanOrEqual(width)
}

/** Colors in the middle of a transition are meaningless. */
const openStill = (path: string): Promise<Page> =>
  open(path, { reducedMotion: 'reduce' })

it('every served page is listed', () => {
  expect(PAGES.map(({ path }) => path).sort()).toEqual(served.sort())
})

describe('a page is accessible in light and dark, and fits a phone', () => {
  it.each(PAGES.map(({ path }) => path))('%s', async (path) => {
    const page = await openStill(path)
    await settled(page)
    await openBoxes(page)
    await expectNothingWrong(page)
    await expectToFit(page, 390)
  })

  it('the page that lists all applications, and the pages outside the tour', async () => {
    const page = await openStill('/webio')
    await expectNothingWrong(page)
    await expectToFit(page, 390)
    const links = page.getByRole('link').filter({ hasNotText: /^Tour: / })
    const addresses = await links.evaluateAll((all) =>
      all.map((link) => (link as HTMLAnchorElement).href),
    )
    expect(addresses.length).toBeGreaterThan(5)
    for (const address of addresses) {
      await page.goto(address)
      await settled(page)
      await expectNothingWrong(page)
      await expectToFit(page, 390)
    }
  })
})

describe('what opens is accessible', () => {
  it('stacked popups, and toasts', async () => {
    const page = await openStill('/tour/interaction')
    for (const color of ['info', 'success', 'warn', 'error'])
      await press(example(page, 'toasts'), color)
    await press(example(page, 'toasts'), 'One that stays, and can be clicked')
    await press(example(page, 'popups'), 'Two of them')
    await page.getByRole('dialog', { name: 'Above' }).getByText('later').waitFor()
    await expectNothingWrong(page)
    await expectToFit(page, 390)
  })

  it('a form in a popup', async () => {
    const page = await openStill('/tour/interaction')
    await press(example(page, 'ask'), 'Ask')
    await page.getByRole('dialog').getByLabel('Your name').waitFor()
    await expectNothingWrong(page)
    await expectToFit(page, 390)
  })

  it('each tab', async () => {
    const page = await openStill('/tour/layout')
    await page.getByRole('tab').first().waitFor()
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click()
      await settled(page)
      await expectNothingWrong(page)
    }
  })

  it('a form with messages, and the steps of the wizard', async () => {
    const page = await openStill('/wizard')
    await page.getByLabel(/^Name/).fill('Ada')
    await page.getByLabel(/^Age/).fill('7')
    await press(page, 'Submit')
    await page
      .getByRole('alert')
      .filter({ hasText: 'The index is made for adults' })
      .waitFor()
    await expectNothingWrong(page)
    await page.getByLabel(/^Age/).fill('36')
    await press(page, 'Submit')
    await page.getByRole('button', { name: 'Metric' }).waitFor()
    await expectNothingWrong(page)
  })

  it('a filtered data table, and one with selected rows', async () => {
    const page = await openStill('/tour/tables')
    await example(page, 'selection')
      .getByRole('gridcell', { name: 'Assam', exact: true })
      .click()
    await example(page, 'selection')
      .getByText(/^Selected/)
      .waitFor()
    await press(example(page, 'selection'), 'Filter')
    await expectNothingWrong(page)
  })
})
