import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { startSite } from '../../packages/next-plugin/test/site-process'
import { TestContexts } from '../../scripts/jest/test-browser'

jest.setTimeout(120_000)

const ROOT = resolve(__dirname, '../..')

/**
 * With `WEBIO_PICTURES=1`, the test creates the pictures of docs/durable.md, so the pictures show what was tested.
 */
const picture = async (page: Page, name: string): Promise<void> => {
  if (process.env['WEBIO_PICTURES'] !== '1') return
  await page.screenshot({
    path: join(ROOT, `docs/restart-${name}.png`),
    clip: { x: 0, y: 0, width: 560, height: 400 },
  })
}

const contexts = new TestContexts()
afterEach(async () => {
  await contexts.closeAll()
  contexts.settle(false)
})

it('continues the wizard at the same step, with the same text, after kill -9 of its server', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'webio-example-sessions-'))
  const first = await startSite(join(ROOT, 'example-next-app'), 'start', {
    SESSIONS_FOLDER: folder,
  })
  let last = first
  try {
    const context = await contexts.open({
      viewport: { width: 560, height: 700 },
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    await page.goto(`${first.url}/webio?app=wizard`)
    await page.getByLabel('Name').fill('Ada')
    await page.getByLabel('Age').fill('36')
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.getByRole('button', { name: 'Metric' }).click()
    await page.getByLabel('Height').fill('170')
    await page.getByLabel('Weight').fill('6')
    await picture(page, '1')

    await first.kill()
    await page.getByText('The server is restarting…', { exact: true }).waitFor()
    await page.getByLabel('Weight').press('End')
    await page.keyboard.type('4')
    await picture(page, '2')

    last = await first.again()
    await page
      .locator('.webio[data-webio-status="open"]')
      .waitFor({ state: 'attached' })
    await page.locator('.webio-reconnecting').waitFor({ state: 'detached' })
    expect(await page.getByLabel('Height').inputValue()).toBe('170')
    expect(await page.getByLabel('Weight').inputValue()).toBe('64')
    await picture(page, '3')
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.getByText('Ada, your index is 22.1').waitFor()
    await picture(page, '4')
  } finally {
    await contexts.closeAll()
    await last.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
