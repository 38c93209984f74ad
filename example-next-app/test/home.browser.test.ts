import type { Page } from 'playwright-core'
import { findings } from '../../packages/react/test/browser/axe'
import { DEMOS } from '../lib/demos'
import { watchShifts } from './layout-shifts'
import { prefer, siteBrowser } from './site-browser'

jest.setTimeout(300_000)

const { open, url } = siteBrowser()

/** Scrolls to each application of the home page, and waits until it runs. */
async function runAll(page: Page): Promise<void> {
  for (const { title } of DEMOS) {
    await page
      .getByRole('heading', { level: 3, name: title, exact: true })
      .scrollIntoViewIfNeeded()
    const app = page.getByRole('region', { name: `${title}, running` })
    await app.locator('[data-webio-output], form').first().waitFor()
  }
}

describe('the applications of the home page', () => {
  it.each([1280, 390])(
    'start when they come into view, and nothing moves: %s pixels wide',
    async (width) => {
      const page = await open('/docs', { viewport: { width, height: 844 } })
      const shifts = await watchShifts(page)
      await page.goto(url)
      await runAll(page)
      expect(await shifts()).toEqual([])
    },
  )

  it('nothing is wrong in light and dark', async () => {
    const page = await open('/', { reducedMotion: 'reduce' })
    await runAll(page)
    for (const colorScheme of ['light', 'dark'] as const) {
      await prefer(page, colorScheme)
      expect([colorScheme, await findings(page)]).toEqual([colorScheme, []])
    }
  })
})

it('copies the command', async () => {
  const page = await open('/')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy: npm create webio@latest' }).click()
  await page.getByText('Copied', { exact: true }).first().waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'npm create webio@latest',
  )
})
