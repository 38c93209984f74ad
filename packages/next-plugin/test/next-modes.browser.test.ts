import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { io } from 'socket.io-client'
import { launchBrowser, openPage } from './browser'
import type { Site } from './site-process'
import { buildSite, copySite, removeSite, startSite, startStandalone } from './site-process'

const FIXTURE = join(__dirname, 'fixture-site')
/** Where the lockfile is: Next keeps the folders from there on. */
const WORKSPACE = join(__dirname, '../../..')
const MINUTE = 60_000

jest.setTimeout(3 * MINUTE)

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** The scenario that every mode must pass: the same task, embedded and on its own page. */
function scenario(site: () => Site): void {
  it('answers a page whose very first request is a WebSocket to a route that nobody has opened', async () => {
    const { page, sockets } = await openPage(browser, `${site().url}/embed`)
    await greet(page, 'Ada')
    expect(sockets).toContain('/webio/io')
    await page.close()
  })

  it('serves the stand-alone page', async () => {
    const { page, sockets } = await openPage(browser, `${site().url}/webio?app=main`)
    await greet(page, 'Grace')
    expect(sockets).toContain('/webio/io')
    await page.close()
  })

  it('lets other route handlers reach live sessions', async () => {
    const { page } = await openPage(browser, `${site().url}/embed`)
    await page.getByLabel('Your name').waitFor()
    const response = await fetch(`${site().url}/sessions`, { method: 'POST' })
    expect(await response.json()).toBe(1)
    await page.getByText('News from a route handler').waitFor()
    await page.close()
  })
}

async function greet(page: Page, name: string): Promise<void> {
  await page.getByText('This is version 1').waitFor({ timeout: MINUTE })
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Submit' }).click()
  await page.getByText(`Hello ${name} from version 1`).waitFor()
}

/** Signals the server while a page waits in a form. */
async function endsWithOpenSocket(site: Site): Promise<void> {
  const { page } = await openPage(browser, `${site.url}/embed`)
  await page.getByLabel('Your name').waitFor()
  expect(await site.stop()).toBeLessThan(3000)
  await page.close()
}

/** Starts sessions until one shows the text: Next takes a moment to notice that a file has changed. */
async function newSessionShows(url: string, text: string): Promise<void> {
  const deadline = Date.now() + MINUTE
  for (;;) {
    const output = await firstOutput(url)
    if (output.includes(text)) return
    if (Date.now() > deadline) throw new Error(`No new session shows '${text}', but: ${output}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** What a new session shows first. Without a page, since Next answers none while one of its files does not compile. */
async function firstOutput(url: string): Promise<string> {
  const auth = { protocol: 1, app: 'main', params: {} }
  const socket = io(url, {
    path: '/webio/io',
    addTrailingSlash: false,
    transports: ['websocket'],
    auth,
    reconnection: false,
  })
  try {
    return await new Promise((resolve, reject) => {
      socket.on('message', (message: { type: string }) => {
        if (message.type === 'batch') resolve(JSON.stringify(message))
      })
      socket.on('connect_error', reject)
    })
  } finally {
    socket.disconnect()
  }
}

describe('next dev', () => {
  let dir: string
  let site: Site
  beforeAll(async () => {
    dir = copySite(FIXTURE)
    site = await startSite(dir, 'dev')
  })
  afterAll(async () => {
    await site?.stop()
    removeSite(dir)
  })

  scenario(() => site)

  it('runs new code in a new session, and the old code in one that lives', async () => {
    const task = join(dir, 'webio.ts')
    const source = readFileSync(task, 'utf8')
    const { page: old } = await openPage(browser, `${site.url}/embed`)
    await old.getByText('This is version 1').waitFor()

    writeFileSync(task, source.replaceAll('version 1', 'version 2'))
    await newSessionShows(site.url, 'This is version 2')
    const { page: young } = await openPage(browser, `${site.url}/webio?app=main`)
    await young.getByText('This is version 2').waitFor()

    writeFileSync(task, `${source}\nexport const broken = {`)
    await newSessionShows(site.url, '[webio] the route /webio did not compile: see the terminal.')

    await young.getByLabel('Your name').fill('Eve')
    await young.getByRole('button', { name: 'Submit' }).click()
    await young.getByText('Hello Eve from version 2').waitFor()

    writeFileSync(task, source)
    await newSessionShows(site.url, 'This is version 1')
    const { page: mended } = await openPage(browser, `${site.url}/embed`)
    await greet(mended, 'Bob')
    await greet(old, 'Ada')
    await Promise.all([old, young, mended].map((page) => page.close()))
  })
})

describe('a build', () => {
  let dir: string
  beforeAll(async () => {
    dir = copySite(FIXTURE)
    await buildSite(dir, { SITE_OUTPUT: 'standalone' })
  })
  afterAll(() => removeSite(dir))

  describe('with next start', () => {
    let site: Site
    beforeAll(async () => {
      site = await startSite(dir, 'start')
    })
    afterAll(() => site?.stop())

    scenario(() => site)

    it('ends within 3 seconds of SIGTERM, although a page is connected', () => endsWithOpenSocket(site))
  })

  describe('as stand-alone output', () => {
    let outside: string
    let site: Site
    beforeAll(async () => {
      // Away from the workspace: all that it needs must be in it.
      outside = mkdtempSync(join(tmpdir(), 'webio-standalone-'))
      cpSync(join(dir, '.next/standalone'), outside, { recursive: true })
      const home = join(outside, relative(WORKSPACE, dir))
      cpSync(join(dir, '.next/static'), join(home, '.next/static'), { recursive: true })
      site = await startStandalone(home)
    })
    afterAll(async () => {
      await site?.stop()
      rmSync(outside, { recursive: true, force: true })
    })

    scenario(() => site)

    it('ends within 3 seconds of SIGTERM, although a page is connected', () => endsWithOpenSocket(site))
  })
})
