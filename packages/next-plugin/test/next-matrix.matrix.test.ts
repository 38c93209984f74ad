import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from './browser'
import type { Site } from './site-process'
import { buildSite, copySite, removeSite, startOwnServer, startSite } from './site-process'

/** `npm run test:matrix`: ways to run a Next site that take too long for every `npm test`. */

const FIXTURE = join(__dirname, 'fixture-site')
const BY_HAND = join(__dirname, 'fixture-by-hand')
const MINUTE = 60_000

jest.setTimeout(5 * MINUTE)

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** Copies a site, has it started, runs the visit, and takes everything away again. */
async function withSite(
  source: string,
  start: (dir: string) => Promise<Site>,
  visit: (site: Site, dir: string) => Promise<void>,
): Promise<void> {
  const dir = copySite(source)
  try {
    const site = await start(dir)
    try {
      await visit(site, dir)
    } finally {
      await site.stop()
    }
  } finally {
    removeSite(dir)
  }
}

const SUB_PATH = { SITE_BASE_PATH: '/docs', NEXT_PUBLIC_BASE_PATH: '/docs' }

/** Embedded, and on its own page. */
async function visitBoth(site: Site, base: string): Promise<void> {
  for (const path of ['/embed', '/webio?app=main']) {
    const page = await browser.newPage({ ignoreHTTPSErrors: true })
    const sockets: string[] = []
    page.on('websocket', (socket) => sockets.push(new URL(socket.url()).pathname))
    await page.goto(site.url + base + path)
    await page.getByText('This is version 1').waitFor({ timeout: 2 * MINUTE })
    await page.getByLabel('Your name').fill('Ada')
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.getByText('Hello Ada from version 1').waitFor()
    expect(sockets).toContain(`${base}/webio/io`)
    await page.close()
  }
}

it.each([
  ['Turbopack', [], {}, ''],
  ['Turbopack, basePath and trailingSlash', [], SUB_PATH, '/docs'],
  ['webpack', ['--webpack'], {}, ''],
  ['webpack, basePath and trailingSlash', ['--webpack'], SUB_PATH, '/docs'],
] as const)('next dev: %s', async (_name, flags, env, base) => {
  await withSite(
    FIXTURE,
    (dir) => startSite(dir, 'dev', { ...env }, ...flags),
    (site) => visitBoth(site, base),
  )
})

it.each([
  ['Turbopack, basePath and trailingSlash', [], SUB_PATH, '/docs'],
  ['webpack', ['--webpack'], {}, ''],
  ['webpack, basePath and trailingSlash', ['--webpack'], SUB_PATH, '/docs'],
] as const)('next build and next start: %s', async (_name, flags, env, base) => {
  const start = async (dir: string): Promise<Site> => {
    await buildSite(dir, { ...env }, ...flags)
    return startSite(dir, 'start', { ...env })
  }
  await withSite(FIXTURE, start, (site) => visitBoth(site, base))
})

it('next dev with HTTPS', async () => {
  const start = (dir: string): Promise<Site> => {
    const make = '-x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout key.pem -out cert.pem'
    spawnSync('openssl', ['req', ...make.split(' ')], { cwd: dir })
    const flags = [
      '--experimental-https',
      '--experimental-https-key',
      'key.pem',
      '--experimental-https-cert',
      'cert.pem',
    ]
    return startSite(dir, 'dev', {}, ...flags)
  }
  await withSite(FIXTURE, start, (site) => visitBoth(site, ''))
})

describe('a route written by hand, with authorize and proxy.ts in front', () => {
  const opened = async (site: Site, path: string, name?: string): Promise<Page> => {
    const context = await browser.newContext()
    if (name !== undefined) await context.addCookies([{ name: 'name', value: name, url: site.url }])
    const page = await context.newPage()
    await page.goto(site.url + path)
    return page
  }

  /** Cookies decide; other parts of the site reach the session. */
  const visit = async (site: Site): Promise<void> => {
    expect((await fetch(`${site.url}/tools/webio?app=main`)).status).toBe(401)
    expect((await fetch(`${site.url}/embed`)).headers.get('x-proxied')).toBe('yes')
    const stranger = await opened(site, '/embed')
    await stranger.getByText(/not allowed|not authorized|may not/i).waitFor({ timeout: MINUTE })
    const page = await opened(site, '/embed', 'Ada')
    await page.getByText('Hello Ada').waitFor({ timeout: MINUTE })
    const own = await opened(site, '/tools/webio?app=main', 'Grace')
    await own.getByText('Hello Grace').waitFor()
    const telling = await opened(site, '/tell')
    await telling.getByRole('button', { name: 'Tell everybody' }).click()
    for (const shown of [page, own]) {
      await shown.getByText('News from a server action').waitFor()
      await shown.getByText('News from a timer').waitFor()
    }
    for (const context of browser.contexts()) await context.close()
  }

  it('in next dev', () => withSite(BY_HAND, (dir) => startSite(dir, 'dev'), visit))

  it('in next start', () =>
    withSite(
      BY_HAND,
      async (dir) => {
        await buildSite(dir)
        return startSite(dir, 'start')
      },
      visit,
    ))

  it('in a server of the site’s own', () =>
    withSite(
      BY_HAND,
      async (dir) => {
        await buildSite(dir)
        return startOwnServer(dir, 'own-server.mjs')
      },
      visit,
    ))
})

it("output: 'standalone' without instrumentation.ts is told so, at the build", async () => {
  const dir = copySite(FIXTURE)
  try {
    rmSync(join(dir, 'instrumentation.ts'))
    expect(await buildSite(dir, { SITE_OUTPUT: 'standalone' })).toContain(
      "[webio] `output: 'standalone'` needs a file instrumentation.ts",
    )
  } finally {
    removeSite(dir)
  }
})
