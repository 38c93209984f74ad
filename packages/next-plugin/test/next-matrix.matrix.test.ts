import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { chromiumOfFile, NETWORK_NOISE } from '../../react/test/browser/chromium'
import { visit } from '../../react/test/browser/visit'
import { pay, visitByHand } from './by-hand'
import { COMPILE_MS, FIXTURE, nextSuite } from './next-suite'
import type { Site } from './site-process'
import { buildSite, copySite, removeSite, startOwnServer, startSite, startStandalone } from './site-process'

/** `npm run test:matrix`: ways to run a Next site that are too slow for every `npm test`. */
const chromium = chromiumOfFile()
jest.setTimeout(3 * COMPILE_MS)

const MISSING = "[webio] `output: 'standalone'` needs a file instrumentation.ts"

describe('outside the table', () => {
  let dir: string
  let site: Site | undefined
  beforeEach(() => {
    dir = copySite(FIXTURE)
  })
  afterEach(async () => {
    await site?.stop()
    site = undefined
    removeSite(dir)
  })

  it('serves next dev with HTTPS', async () => {
    const make = '-x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout key.pem -out cert.pem'
    spawnSync('openssl', ['req', ...make.split(' ')], { cwd: dir })
    const flag = '--experimental-https'
    site = await startSite(dir, 'dev', {}, flag, `${flag}-key`, 'key.pem', `${flag}-cert`, 'cert.pem')
    await visit(chromium, {
      page: `${site.url}/webio?app=main`,
      patienceMs: COMPILE_MS,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    })
  })

  it("reports output: 'standalone' without instrumentation.ts in the build, and in the server at the first request for its route", async () => {
    rmSync(`${dir}/instrumentation.ts`)
    expect(await buildSite(dir, { SITE_OUTPUT: 'standalone' })).toContain(MISSING)
    site = await startStandalone(dir)
    // Uses long-polling, whose first request loads the route.
    chromium.expectProblem(NETWORK_NOISE)
    const page = await chromium.open(`${site.url}/embed`)
    await page.getByText('What a day').waitFor()
    expect(site.output()).toContain(MISSING)
  })
})

it('serves a route by hand in a custom server, and in next start', () =>
  visitByHand(chromium, async (dir) => {
    await buildSite(dir)
    const own = await startOwnServer(dir, 'own-server.mjs')
    try {
      await pay(chromium, own)
    } finally {
      await own.stop()
    }
    return startSite(dir, 'start')
  }))

nextSuite('npm run test:matrix', chromium)
