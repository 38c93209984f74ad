import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Chromium } from '../../react/test/browser/chromium'
import { NETWORK_NOISE } from '../../react/test/browser/chromium'
import type { Site } from './site-process'
import { removeSite } from './site-process'

/** Waits until the page has resumed its session and shows no notice about the server. */
export async function untilBack(page: Page): Promise<void> {
  await page.locator('.webio[data-webio-status="open"]').waitFor({ state: 'attached' })
  await page.locator('.webio-reconnecting').waitFor({ state: 'detached' })
}

/**
 * A visitor of a built site who writes a letter, while the server is killed and then replaced: it continues
 * at the same `await`, with the same text.
 * @param start starts the site; the environment names the folder of its sessions
 */
export async function writeLetter(
  chromium: Chromium,
  base: string,
  start: (env: Record<string, string>) => Promise<Site>,
): Promise<void> {
  chromium.expectProblem(NETWORK_NOISE)
  const folder = mkdtempSync(join(tmpdir(), 'webio-site-sessions-'))
  const sites = [await start({ SITE_SESSIONS: folder })]
  try {
    const [first] = sites as [Site]
    const page = await chromium.open(`${first.url}${base}/webio?app=letter`)
    await page.getByLabel('Name').fill('Eve')
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.getByLabel('Letter').fill('It was')
    await first.kill()
    await page.getByText('The server is restarting…', { exact: true }).waitFor()
    await page.getByLabel('Letter').pressSequentially(' a dark')

    const second = await first.again()
    sites.push(second)
    await untilBack(page)
    await second.stop()
    await page.getByText('The server is restarting…', { exact: true }).waitFor()
    await page.getByLabel('Letter').pressSequentially(' night')

    const third = await first.again()
    sites.push(third)
    await untilBack(page)
    expect(await page.getByLabel('Letter').inputValue()).toBe('It was a dark night')
    await page.getByRole('button', { name: 'Submit' }).click()
    for (const text of ['Hello Eve', 'It was a dark night, Eve', 'From another server'])
      await page.getByText(text, { exact: true }).waitFor()
    for (const { output } of [second, third]) expect(output()).not.toMatch(/\[webio\]/)
  } finally {
    await chromium.leave()
    for (const site of sites.reverse()) await site.stop()
    removeSite(folder)
  }
}
