import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import type { Chromium } from '../../react/test/browser/chromium'
import { NETWORK_NOISE } from '../../react/test/browser/chromium'
import { visit } from '../../react/test/browser/visit'
import { writeLetter } from './durable-letter'
import type { Command, Runner } from './next-table'
import { COMMANDS, runnerOf, VARIANTS } from './next-table'
import { packedHome } from './packed-home'
import type { Site } from './site-process'
import { buildSite, copySite, removeSite, startSite, startStandalone } from './site-process'

/** The visited site. */
export const FIXTURE = join(__dirname, 'fixture-site')

/** The visited site without its own pages: which builds much faster. */
export function copyRouteOnly(): string {
  const dir = copySite(FIXTURE)
  for (const page of ['embed', 'hello', 'painted', 'sessions']) removeSite(join(dir, 'app', page))
  return dir
}

const MINUTE = 60_000

/** In dev, the first request for a page compiles it with everything that it may load later. */
export const COMPILE_MS = 4 * MINUTE

/** Longer than any test: an idle connection would otherwise keep the site running. */
const KEEP_ALIVE_MS = 60 * MINUTE

const BELOW = { SITE_BASE_PATH: '/docs', NEXT_PUBLIC_BASE_PATH: '/docs' }
const BUILT: readonly Command[] = COMMANDS.filter((command) => !command.startsWith('next dev'))

/** Runs a part of the table. Every started site gets the same visits. */
export function nextSuite(runner: Runner, chromium: Chromium): void {
  const rows = VARIANTS.map((variant) => ({
    variant,
    commands: COMMANDS.filter((command) => runnerOf(command, variant) === runner),
  })).filter(({ commands }) => commands.length > 0)

  describe.each(rows)('$variant.name', ({ variant, commands }) => {
    const env: Record<string, string> = variant.isBelow ? BELOW : {}
    const base = env['SITE_BASE_PATH'] ?? ''
    let home: ReturnType<typeof packedHome> | undefined
    beforeAll(() => {
      if (variant.isPacked) home = packedHome()
    })
    afterAll(() => home?.[Symbol.dispose]())

    for (const command of commands.filter((name) => !BUILT.includes(name)))
      describe(command, () => inDevelopment(command, env, base))

    const built = commands.filter((name) => BUILT.includes(name))
    for (const flag of ['--turbopack', '--webpack']) {
      const those = built.filter((name) => name.includes('--webpack') === (flag === '--webpack'))
      if (those.length > 0) describe(`next build ${flag}`, () => afterOneBuild(flag, those, env, base))
    }

    function inDevelopment(command: string, env: Record<string, string>, base: string): void {
      const [, , ...flags] = command.split(' ')
      let dir: string
      let site: Site
      beforeAll(async () => {
        dir = copySite(FIXTURE, home?.path)
        site = await startSite(dir, 'dev', env, ...flags)
      })
      afterAll(async () => {
        await site?.stop()
        if (dir) removeSite(dir)
      })
      scenario(() => site, base, COMPILE_MS)
      hotReload(
        () => site,
        () => dir,
        base,
      )
    }

    function afterOneBuild(
      flag: string,
      those: readonly Command[],
      env: Record<string, string>,
      base: string,
    ): void {
      let dir: string
      beforeAll(async () => {
        dir = copySite(FIXTURE, home?.path)
        await buildSite(dir, { SITE_OUTPUT: 'standalone', ...env }, flag)
      })
      afterAll(() => {
        if (dir) removeSite(dir)
      })
      describe.each(those)('%s', (command) => {
        let site: Site
        const start = (more: Record<string, string> = {}): Promise<Site> =>
          command.startsWith('output')
            ? startStandalone(dir, home?.path, { KEEP_ALIVE_TIMEOUT: String(KEEP_ALIVE_MS), ...more })
            : startSite(dir, 'start', { ...env, ...more }, '--keepAliveTimeout', String(KEEP_ALIVE_MS))
        beforeAll(async () => {
          site = await start()
        })
        afterAll(() => site?.stop())
        scenario(() => site, base)
        if (runner === 'npm run test:matrix')
          it('continues a durable session after kill -9 and after SIGTERM, with the text typed so far', () =>
            writeLetter(chromium, base, start))
        it(
          'ends on SIGTERM while a page is connected and idle connections are open',
          async () => {
            const page = await chromium.open(`${site.url}${base}/embed`)
            await page.getByLabel('Name').waitFor()
            chromium.expectProblem(/./) // From a page whose server has ended.
            await site.stop()
          },
          MINUTE,
        )
      })
    }
  })

  /** What every site must pass. The first request for its socket goes to a route that has not been opened. */
  function scenario(site: () => Site, base: string, patienceMs?: number): void {
    it('passes the visit, embedded in a page of the site and on its own page', async () => {
      const { url } = site()
      const patience = patienceMs === undefined ? {} : { patienceMs }
      const route = { url: `${url}${base}/hello${base && '/'}`, text: 'Hello from Next' }
      for (const path of ['/embed', '/webio?app=main'])
        await visit(chromium, { page: url + base + path, route, ...patience, ...nothingToDispose })
    })

    it('lets other route handlers reach live sessions', async () => {
      const { url } = site()
      const page = await chromium.open(`${url}${base}/embed`)
      await page.getByLabel('Name').waitFor()
      const response = await fetch(`${url}${base}/sessions${base && '/'}`, { method: 'POST' })
      expect(await response.json()).toBe(1)
      await page.getByText('News from a route handler').waitFor()
    })

    it('shows the first outputs without scripts, and continues the same session live', async () => {
      const { url } = site()
      const address = `${url}${base}/painted${base && '/'}`
      const runs = async (): Promise<number> =>
        (await (await fetch(`${url}${base}/sessions${base && '/'}`)).json()) as number
      const before = await runs()
      const html = await (await fetch(address)).text()
      expect(html).toMatch(/<p [^>]*>What a day<\/p>/)
      expect(html).toMatch(/<label [^>]*>.*Name/)
      expect(html).not.toMatch(/ style="/)

      const reader = await chromium.context({ javaScriptEnabled: false })
      const still = await reader.newPage()
      await still.goto(address)
      await still.getByText('What a day', { exact: true }).waitFor()
      await reader.close()

      // While the route is compiled, the page abandons its WebSocket and begins with long-polling.
      if (patienceMs) chromium.expectProblem(NETWORK_NOISE)
      const page = await chromium.open(address)
      if (patienceMs) page.setDefaultTimeout(patienceMs)
      await page.locator('[data-webio-status="open"]').waitFor()
      // Two documents whose pages never connected, and this document.
      expect((await runs()) - before).toBe(3)
      await page.getByLabel('Name').fill('Eve')
      await page.reload()
      await page.getByLabel('Name').waitFor()
      expect(await page.getByLabel('Name').inputValue()).toBe('Eve')
      expect((await runs()) - before).toBe(3)
      await page.getByRole('button', { name: 'Submit' }).click()
      await page.getByText('Hello Eve', { exact: true }).waitFor()
    })
  }

  function hotReload(site: () => Site, dir: () => string, base: string): void {
    it('runs new code in a new session, and the old code in a live one', async () => {
      const task = join(dir(), 'webio.ts')
      const source = readFileSync(task, 'utf8')
      chromium.expectProblem(/./) // Next's own errors about a file that does not compile.
      const open = async (path: string) => {
        const page = await chromium.open(`${site().url}${base}${path}`)
        page.setDefaultTimeout(COMPILE_MS)
        return page
      }
      const answer = async (page: Awaited<ReturnType<typeof open>>, text: string) => {
        await page.getByLabel('Name').fill('Eve')
        await page.getByRole('button', { name: 'Submit' }).click()
        await page.getByText(text, { exact: true }).waitFor()
      }
      const old = await open('/embed')
      await old.getByText('What a day').waitFor()

      const atNight = source
        .replace('What a day', 'What a night')
        .replace('greeting(a', "'Psst: ' + greeting(a")
      writeFileSync(task, atNight)
      await newSessionShows(site().url + base, 'What a night')
      const young = await open('/webio?app=main')
      await young.getByText('What a night').waitFor()

      writeFileSync(task, `${atNight}\nexport const broken = {`)
      await newSessionShows(
        site().url + base,
        `[webio] the route ${base}/webio did not compile: see the terminal.`,
      )
      await answer(young, 'Psst: Hello Eve')

      writeFileSync(task, source)
      await newSessionShows(site().url + base, 'What a day')
      const mended = await open('/embed')
      await answer(mended, 'Hello Eve')
      await answer(old, 'Hello Eve')
    })
  }
}

const nothingToDispose = { [Symbol.asyncDispose]: () => Promise.resolve() }

/** Starts sessions until one shows the text: Next takes a moment to notice that a file has changed. */
async function newSessionShows(url: string, text: string): Promise<void> {
  const deadline = Date.now() + COMPILE_MS
  for (;;) {
    const output = await firstOutput(url)
    if (output.includes(text)) return
    if (Date.now() > deadline) throw new Error(`No new session shows '${text}', but: ${output}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** The first output of a new session. It needs no page, because Next does not answer while one of its files does not compile. */
async function firstOutput(url: string): Promise<string> {
  const { origin, pathname } = new URL(url)
  const socket = io(origin, {
    path: `${pathname.replace(/\/$/, '')}/webio/io`,
    addTrailingSlash: false,
    transports: ['websocket'],
    auth: { protocol: 1, app: 'main', params: {} },
    reconnection: false,
    timeout: COMPILE_MS,
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
