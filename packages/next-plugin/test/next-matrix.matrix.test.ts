import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

  it('serves next dev over HTTPS', async () => {
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

it('serves a hand-written route in a custom server and in next start', () =>
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

describe('cacheComponents, which makes Next hide pages that the visitor leaves', () => {
  let dir: string
  let site: Site | undefined
  beforeAll(async () => {
    dir = copySite(join(__dirname, 'fixture-cached'))
    await buildSite(dir)
    site = await startSite(dir, 'start')
  })
  afterAll(async () => {
    await site?.stop()
    removeSite(dir)
  })
  const at = (path: string): string => `${site?.url}${path}`

  it('keeps the session and the text typed so far while another page is shown', async () => {
    const page = await chromium.open(at('/'))
    await page.getByLabel('Name').fill('Ada')
    await page.getByLabel('Own').fill('own')
    const run = await page.getByText(/^Run \d+$/).textContent()
    await page.getByRole('link', { name: 'Other' }).click()
    await page.getByRole('heading', { name: 'Another page' }).waitFor()
    await page.getByLabel('Name').waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: 'Form' }).click()
    await page.getByRole('heading', { name: 'A page with a form' }).waitFor()
    expect(await page.getByLabel('Own').inputValue()).toBe('own')
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada')
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.getByText('Hello Ada').waitFor()
    expect(await page.getByText(/^Run \d+$/).textContent()).toBe(run)
  })

  it('has the first outputs in the HTML, and continues their session', async () => {
    const context = await chromium.context()
    const page = await context.newPage()
    const html = (await page.goto(at('/painted')))?.text()
    const run = /Run \d+/.exec((await html) ?? '')?.[0]
    expect(run).toBeDefined()
    await page.locator('[data-webio-status="open"]').waitFor()
    expect(await page.getByText(/^Run \d+$/).textContent()).toBe(run)
    await page.getByLabel('Name').fill('Eve')
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.getByText('Hello Eve').waitFor()
  })
})

it('distinguishes two sites of one process, even if their configurations ran in the same folder', async () => {
  const dirs = [copySite(FIXTURE), copySite(FIXTURE)] as const
  let site: Site | undefined
  try {
    const task = join(dirs[1], 'webio.ts')
    writeFileSync(task, readFileSync(task, 'utf8').replace('What a day', 'What a night'))
    for (const dir of dirs) await buildSite(dir)
    site = await startOwnServer(dirs[0], join(__dirname, 'two-sites.mjs'), { SECOND: dirs[1] })
    const second = site.output().split(`${dirs[1]} is at `)[1]?.split('\n')[0]
    for (const [url, text] of [
      [site.url, 'What a day'],
      [second, 'What a night'],
    ])
      for (const path of ['/webio?app=main', '/embed']) {
        const page = await chromium.open(`${url}${path}`)
        await page.getByText(text ?? '', { exact: true }).waitFor()
        await page.getByLabel('Name').fill('Ada')
        await page.getByRole('button', { name: 'Submit' }).click()
        await page.getByText('Hello Ada').waitFor()
        await page.context().close()
      }
  } finally {
    await site?.stop()
    for (const dir of dirs) removeSite(dir)
  }
})

nextSuite('npm run test:matrix', chromium)
