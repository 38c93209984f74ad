import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Chromium } from '../../react/test/browser/chromium'
import { COMPILE_MS } from './next-suite'
import type { Site } from './site-process'
import { copySite, removeSite } from './site-process'

const BY_HAND = join(__dirname, 'fixture-by-hand')

/**
 * A site with many features: an async configuration, a hand-written route, `authorize` by cookie, proxy.ts
 * with a strict Content-Security-Policy, `assetPrefix`, and pages of both routers under `i18n`.
 */
export async function visitByHand(chromium: Chromium, start: (dir: string) => Promise<Site>): Promise<void> {
  const dir = copySite(BY_HAND)
  try {
    const site = await start(dir)
    try {
      await pay(chromium, site)
    } finally {
      await site.stop()
    }
  } finally {
    removeSite(dir)
  }
}

/** Cookies decide who may enter. Other parts of the site use the sessions. */
export async function pay(chromium: Chromium, site: Site): Promise<void> {
  const opened = async (path: string, name?: string): Promise<Page> => {
    const context = await chromium.context()
    if (name !== undefined) await context.addCookies([{ name: 'name', value: name, url: site.url }])
    const page = await context.newPage()
    page.setDefaultTimeout(COMPILE_MS)
    await page.goto(site.url + path)
    return page
  }
  const refused = await fetch(`${site.url}/tools/webio?app=main`)
  expect([refused.status, refused.headers.get('x-proxied')]).toEqual([401, 'yes'])
  expect(await (await fetch(`${site.url}/de/about`)).text()).toContain('About, in <!-- -->de')

  const stranger = await opened('/embed')
  await stranger.getByText('You are not allowed to use this application.').waitFor()
  const page = await opened('/embed', 'Ada')
  await page.getByText('Hello Ada').waitFor()
  const own = await opened('/tools/webio?app=main', 'Grace')
  await own.getByText('Hello Grace').waitFor()
  const painted = await opened('/painted', 'Ada')
  await painted.locator('[data-webio-status="open"]').waitFor()
  const html = await (await fetch(`${site.url}/painted`, { headers: { cookie: 'name=Ada' } })).text()
  expect(html).toContain('Hello Ada')
  expect(await (await fetch(`${site.url}/painted`)).text()).not.toContain('Hello')
  const telling = await opened('/tell')
  await telling.getByRole('button', { name: 'Tell everybody' }).click()
  for (const shown of [page, own, painted]) {
    await shown.getByText('News from a server action').waitFor()
    await shown.getByText('News from a timer').waitFor()
  }
  for (const shown of [stranger, page, own, painted, telling]) await shown.context().close()
}
