/** Creates docs/picture.png from the example site: run `npm start` in one terminal, and `npm run picture` in another. */
import { join } from 'node:path'
import process from 'node:process'
import { chromium } from 'playwright-core'
import { CHROMIUM_ARGS, findChromium } from './chromium.mjs'
import { root } from './steps.mjs'

const site = process.argv[2] ?? 'http://localhost:3000'

const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: CHROMIUM_ARGS,
})
const page = await browser.newPage({ viewport: { width: 1200, height: 1000 }, deviceScaleFactor: 1.5 })
await page.goto(`${site}/wizard`)
await page.getByLabel('Name').fill('Ada')
await page.getByLabel('Age').fill('36')
await page.getByRole('button', { name: 'Submit' }).click()
await page.getByRole('button', { name: 'Metric' }).click()
await page.getByLabel('Height').fill('170')
await page.getByLabel('Weight').fill('64')
await page.getByRole('button', { name: 'Submit' }).click()
await page.getByText('Ada, your index is').waitFor()
await page.mouse.move(0, 0)
await page.screenshot({
  path: join(root, 'docs/picture.png'),
  clip: { x: 0, y: 0, width: 1200, height: 960 },
})
await browser.close()
