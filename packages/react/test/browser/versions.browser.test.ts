import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { folderWith, TestProcess } from '../../../core/test/cli/webio-process'
import { chromiumOfFile, NETWORK_NOISE } from './chromium'
import { untilStatus } from './page-tools'
import { buildOf } from './version-build'

const chromium = chromiumOfFile()

// Whole builds are copied, and the machine may be busy.
jest.setTimeout(180_000)

const APP = `
import { input, input_group, put_text, textarea } from '@webio/core'

export default async function main() {
  put_text('Hello', await input('Name'))
  const { story } = await input_group('Report', [textarea('Story', { name: 'story' })])
  put_text('Filed:', story)
  await input('End')
}
`
const FILES = { 'app.mjs': APP }
const OUTDATED = 'This page is out of date. Please reload it.'

/** Counts how often a page was loaded. */
function loadsOf(page: Page): () => number {
  let loads = 0
  page.on('load', () => loads++)
  return () => loads
}

/** A visitor who has typed a part of a report, with a server of this build. */
async function typeHalf(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Name').fill('Ann')
  await page.keyboard.press('Enter')
  await page.getByLabel('Story').fill('It was a dark')
}

async function fileIt(page: Page): Promise<void> {
  await untilStatus(page, 'open')
  expect(await page.getByLabel('Story').inputValue()).toBe('It was a dark')
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.getByText('Filed: It was a dark', { exact: true }).waitFor()
}

describe('[H1] a server of another version that replaces the previous one', () => {
  it('makes the page reload once, and continue with the text typed so far', async () => {
    chromium.expectProblem(NETWORK_NOISE)
    using folder = folderWith(FILES)
    const sessions = join(folder.path, 'sessions')
    await using old = TestProcess.webio(folder.path, ['app.mjs', '--durable', sessions, '--port', '0'])
    const url = await old.url()
    const page = await (await chromium.context()).newPage()
    const loads = loadsOf(page)
    await typeHalf(page, url)
    old.kill('SIGTERM')
    await old.ended()

    using build = buildOf({ server: 2, page: 2 }, FILES)
    await using next = build.start(['app.mjs', '--durable', sessions, '--port', new URL(url).port])
    await next.url()
    await fileIt(page)
    expect(loads()).toBe(2)
  })

  it('makes the page reload only once if it is still the old one, and a reload by the person loses nothing', async () => {
    chromium.expectProblem(NETWORK_NOISE)
    using folder = folderWith(FILES)
    const sessions = join(folder.path, 'sessions')
    await using old = TestProcess.webio(folder.path, ['app.mjs', '--durable', sessions, '--port', '0'])
    const url = await old.url()
    const args = ['app.mjs', '--durable', sessions, '--port', new URL(url).port]
    const page = await (await chromium.context()).newPage()
    const loads = loadsOf(page)
    await typeHalf(page, url)
    old.kill('SIGTERM')
    await old.ended()

    {
      // Like a load balancer that still sends requests for documents to the old servers.
      using mixed = buildOf({ server: 2, page: 1 }, FILES)
      await using between = mixed.start(args)
      await between.url()
      await page.getByText(OUTDATED).waitFor()
      await page.evaluate(() => fetch('-/live').then((response) => response.text()))
      expect([loads(), await page.getByText(OUTDATED).isVisible()]).toEqual([2, true])
    }
    using build = buildOf({ server: 2, page: 2 }, FILES)
    await using next = build.start(args)
    await next.url()
    await page.getByRole('button', { name: 'Reload' }).click()
    await fileIt(page)
    expect(loads()).toBe(3)
  })
})
