import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { chromiumOfFile, NETWORK_NOISE } from '../../react/test/browser/chromium'
import { visit } from '../../react/test/browser/visit'
import { COMPILE_MS, nextSuite } from './next-suite'
import type { Site } from './site-process'
import { buildSite, copySite, removeSite, startOwnServer, startSite, startStandalone } from './site-process'

/** `npm run test:matrix`: ways to run a Next site that take too long for every `npm test`. */

const FIXTURE = join(__dirname, 'fixture-site')
const BY_HAND = join(__dirname, 'fixture-by-hand')

/** Copies a site, has it started, runs the visit, and takes everything away again. */
async function withSite(
  source: string,
  start: (dir: string) => Promise<Site>,
  visited: (site: Site) => Promise<void>,
): Promise<void> {
  const dir = copySite(source)
  try {
    const site = await start(dir)
    try {
      await visited(site)
    } finally {
      await site.stop()
    }
  } finally {
    removeSite(dir)
  }
}

const MISSING = "[webio] `output: 'standalone'` needs a file instrumentation.ts"

describe('beside the table', () => {
  const chromium = chromiumOfFile()
  jest.setTimeout(2 * COMPILE_MS)

  it('next dev with HTTPS', async () => {
    const start = (dir: string): Promise<Site> => {
      const make = '-x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout key.pem -out cert.pem'
      spawnSync('openssl', ['req', ...make.split(' ')], { cwd: dir })
      const flag = '--experimental-https'
      return startSite(dir, 'dev', {}, flag, `${flag}-key`, 'key.pem', `${flag}-cert`, 'cert.pem')
    }
    await withSite(FIXTURE, start, async ({ url }) => {
      await visit(chromium, {
        page: `${url}/webio?app=main`,
        patienceMs: COMPILE_MS,
        [Symbol.asyncDispose]: () => Promise.resolve(),
      })
    })
  })

  it("output: 'standalone' without instrumentation.ts: the build says so, and the server when its route is first asked for", async () => {
    const start = async (dir: string): Promise<Site> => {
      rmSync(join(dir, 'instrumentation.ts'))
      expect(await buildSite(dir, { SITE_OUTPUT: 'standalone' })).toContain(MISSING)
      return startStandalone(dir)
    }
    await withSite(FIXTURE, start, async ({ url, output }) => {
      // By long-polling, whose first request loads the route.
      chromium.expectProblem(NETWORK_NOISE)
      const page = await chromium.open(`${url}/embed`)
      await page.getByText('What a day').waitFor()
      expect(output()).toContain(MISSING)
    })
  })

  describe('a route by hand, with authorize by cookie, proxy.ts with a strict Content-Security-Policy, assetPrefix and i18n', () => {
    const opened = async (site: Site, path: string, name?: string): Promise<Page> => {
      const context = await chromium.context()
      if (name !== undefined) await context.addCookies([{ name: 'name', value: name, url: site.url }])
      const page = await context.newPage()
      page.setDefaultTimeout(COMPILE_MS)
      await page.goto(site.url + path)
      return page
    }

    /** Cookies decide who may come in; other parts of the site reach the sessions. */
    const pay = async (site: Site): Promise<void> => {
      const refused = await fetch(`${site.url}/tools/webio?app=main`)
      expect([refused.status, refused.headers.get('x-proxied')]).toEqual([401, 'yes'])
      expect(await (await fetch(`${site.url}/de/about`)).text()).toContain('About, in <!-- -->de')
      const stranger = await opened(site, '/embed')
      await stranger.getByText('You are not allowed to use this application.').waitFor()
      const page = await opened(site, '/embed', 'Ada')
      await page.getByText('Hello Ada').waitFor()
      const own = await opened(site, '/tools/webio?app=main', 'Grace')
      await own.getByText('Hello Grace').waitFor()
      const telling = await opened(site, '/tell')
      await telling.getByRole('button', { name: 'Tell everybody' }).click()
      for (const shown of [page, own]) {
        await shown.getByText('News from a server action').waitFor()
        await shown.getByText('News from a timer').waitFor()
      }
      for (const shown of [stranger, page, own, telling]) await shown.context().close()
    }

    it('in next dev', () => withSite(BY_HAND, (dir) => startSite(dir, 'dev'), pay))

    it('in next start, and in a server of the site’s own', () =>
      withSite(
        BY_HAND,
        async (dir) => {
          await buildSite(dir)
          await using server = await own(dir)
          await pay(server)
          return startSite(dir, 'start')
        },
        pay,
      ))

    const own = async (dir: string): Promise<Site & AsyncDisposable> => {
      const site = await startOwnServer(dir, 'own-server.mjs')
      return { ...site, [Symbol.asyncDispose]: async () => void (await site.stop()) }
    }
  })
})

nextSuite('npm run test:matrix')
