import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { chromiumOfFile, NETWORK_NOISE } from '../../react/test/browser/chromium'
import { untilBack } from './durable-letter'
import { COMPILE_MS, copyRouteOnly } from './next-suite'
import type { Site } from './site-process'
import { buildSite, removeSite, startSite } from './site-process'

const chromium = chromiumOfFile()
// Two builds.
jest.setTimeout(4 * COMPILE_MS)

const APPS = ['same', 'changed', 'refill', 'end'] as const

/** The module of the site. `consent` is a question that the second version of one application asks first. */
const moduleOf = (consent: string): string => `
import 'server-only'
import { input, put_text } from '@webio/core'
import { config } from '@webio/core/server'
import type { WebIORouteOptions } from '@webio/next-plugin/server'

export const options: WebIORouteOptions = { durable: process.env.SITE_SESSIONS }

async function survey() {
  put_text('Hello ' + (await input('Name')))
  put_text('You live in ' + (await input('City')))
}
export const same = config({ durable: { on_new_code: 'replay' } }, () => survey())
export const changed = config({ durable: { on_new_code: 'replay' } }, async () => {
  ${consent}
  await survey()
})
export const refill = config({ durable: { on_new_code: 'refill' } }, () => survey())
export const end = config({ durable: { on_new_code: 'end' } }, () => survey())
`

const UPDATED = 'This page has been updated. Your earlier answers are filled in.'

let dir: string
let folder: string
let site: Site | undefined

beforeEach(() => {
  dir = copyRouteOnly()
  folder = mkdtempSync(join(tmpdir(), 'webio-site-sessions-'))
})
afterEach(async () => {
  await chromium.leave()
  await site?.stop()
  site = undefined
  removeSite(dir)
  removeSite(folder)
})

const answer = async (page: Page, label: string, text: string): Promise<void> => {
  await page.getByLabel(label).fill(text)
  await page.getByRole('button', { name: 'Submit' }).click()
}

it('a new build of a site is new code for its durable sessions, and a restart of the same build is not', async () => {
  chromium.expectProblem(NETWORK_NOISE)
  const build = async (consent: string): Promise<void> => {
    writeFileSync(join(dir, 'webio.ts'), moduleOf(consent))
    await buildSite(dir, { SITE_IS_REBUILT: 'yes' })
  }
  await build('')
  const first = await startSite(dir, 'start', { SITE_SESSIONS: folder })
  site = first
  const pages = new Map<string, Page>()
  const pageOf = (app: (typeof APPS)[number]): Page => pages.get(app) as Page
  for (const app of APPS) {
    const page = await chromium.open(`${first.url}/webio?app=${app}`)
    pages.set(app, page)
    await answer(page, 'Name', 'Ada')
    await page.getByLabel('City').fill('Lon')
  }

  await first.kill()
  site = await first.again()
  for (const app of APPS) {
    await untilBack(pageOf(app))
    expect(await pageOf(app).getByLabel('City').inputValue()).toBe('Lon')
    expect(await pageOf(app).getByText(UPDATED).count()).toBe(0)
  }

  await site.kill()
  await build(`await input('Consent')`)
  site = await first.again()
  await untilBack(pageOf('same'))
  expect(await pageOf('same').getByLabel('City').inputValue()).toBe('Lon')
  await answer(pageOf('same'), 'City', 'London')
  await pageOf('same').getByText('You live in London').waitFor()

  await pageOf('changed').getByText(UPDATED).waitFor()
  await answer(pageOf('changed'), 'Consent', 'yes')
  for (const app of ['changed', 'refill'] as const) {
    const page = pageOf(app)
    await page.getByText(UPDATED).waitFor()
    await page.getByLabel('Name').waitFor()
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada')
    await page.getByRole('button', { name: 'Submit' }).click()
    await answer(page, 'City', 'Paris')
    await page.getByText('You live in Paris').waitFor()
  }

  await pageOf('end')
    .getByText('The server was restarted, and this session could not be continued.')
    .waitFor()
  await pageOf('end').getByRole('button', { name: 'Start again' }).click()
  await pageOf('end').getByLabel('Name').waitFor()
  expect(site.output()).toMatch(/cannot be continued:\s+DurableMismatch: It was recorded by version/)
})
