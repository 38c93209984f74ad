import type { Hub } from '../hub/hub'
import { getHub, siteOf } from '../hub/hub'
import { readSettings } from '../config/settings'
import { WARM_UP_HEADER } from '../hub/warm-up'
import { sessions } from '../server'
import { createWebIOHandler, createWebIOHandlerFromModule } from './create-handler'

const HUB = Symbol.for('@webio/next-plugin/hub/2')
const ADDRESS = 'http://localhost/webio'
const main = (): void => {}
const other = (): void => {}

let hub: Hub
/** The site of the settings that are set. */
const site = () => siteOf(hub, readSettings())
let warn: jest.SpyInstance

beforeEach(() => {
  hub = getHub()
  warn = jest.spyOn(console, 'warn').mockImplementation(() => {})
})
afterEach(async () => {
  jest.restoreAllMocks()
  delete process.env.WEBIO_NEXT_SETTINGS
  delete (globalThis as { [HUB]?: Hub })[HUB]
  // Other tests of this process have servers of their own.
  hub.endSearch?.()
  for (const { route } of hub.sites.values()) await route?.existingHandler?.close()
})

const get = async (url: string, headers: Record<string, string> = {}): Promise<Response> => {
  const { GET } = createWebIOHandler({ main, other })
  return GET(new Request(url, { headers }))
}

it('does nothing while it is evaluated but to register: Next does that in processes that never serve', () => {
  createWebIOHandler({ main })
  expect(site().settings).toBeNull()
  expect(site().route?.existingHandler).toBeNull()
  expect(sessions()).toEqual([])
})

it('gives new applications to the handler that is there', () => {
  createWebIOHandler({ main })
  const handler = site().route?.handler
  createWebIOHandler({ other })
  expect(site().route?.handler).toBe(handler)
  expect([...(handler?.host.applications.keys() ?? [])]).toEqual(['other'])
})

it('answers a warm-up without content, and nobody who guesses', async () => {
  expect((await get(ADDRESS, { [WARM_UP_HEADER]: hub.secret })).status).toBe(204)
  expect((await get(ADDRESS, { [WARM_UP_HEADER]: 'guessed' })).status).toBe(200)
})

it('serves the list of applications, and 404 for what is not there', async () => {
  expect(await (await get(ADDRESS)).text()).toContain('?app=main')
  expect((await get(`${ADDRESS}/assets/nothing.js`)).status).toBe(404)
})

it('compresses nothing: Next would do it again', async () => {
  const [, style = ''] = /href="([^"]*\.css)"/.exec(await (await get(ADDRESS)).text()) ?? []
  const response = await get(new URL(style, ADDRESS).href, { 'accept-encoding': 'gzip' })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-encoding')).toBeNull()
})

it.each(['http://localhost/webio', 'http://localhost/docs/webio'])(
  'finds the page under basePath, whether Next has taken it off or not: %s',
  async (url) => {
    process.env.WEBIO_NEXT_SETTINGS = JSON.stringify({ basePath: '/docs', route: '/webio' })
    const page = await get(url)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('"/docs/webio/assets/')
  },
)

it.each(['VERCEL', 'AWS_LAMBDA_FUNCTION_NAME'])(
  'says once what to do on a serverless host: %s',
  async (sign) => {
    process.env[sign] = '1'
    const response = await get(ADDRESS)
    expect(response.status).toBe(503)
    expect(await response.text()).toMatch(/^\[webio\] .* keeps no process.*start_server\(\).*endpoint/)
    await get(ADDRESS)
    expect(warn).toHaveBeenCalledTimes(1)
    delete process.env[sign]
  },
)

it('says once that instrumentation.ts is missing in a stand-alone server, and serves all the same', async () => {
  process.env.WEBIO_NEXT_SETTINGS = JSON.stringify({ standalone: true })
  expect((await get(ADDRESS)).status).toBe(200)
  await get(ADDRESS)
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/\[webio\] `output: 'standalone'` needs a file/)]])
  expect(hub.endSearch).not.toBeNull()
})

it('serves the files of static_dir, since the route takes all that is below it', async () => {
  const { GET } = createWebIOHandler({ main }, { static_dir: __dirname })
  expect(await (await GET(new Request(`${ADDRESS}/static/route-options.ts`))).text()).toContain(
    'WebIORouteOptions',
  )
})

it('makes applications of the exports of a module', () => {
  createWebIOHandlerFromModule({ main, default: other }, './webio.ts')
  expect([...(site().route?.handler.host.applications.keys() ?? [])]).toEqual(['main', 'index'])
})

it('takes over functions among the options that were edited, and says which other options it cannot take over', async () => {
  const first = jest.fn(() => ({ id: 1 }))
  const second = jest.fn(() => null)
  process.env.WEBIO_NEXT_SETTINGS = JSON.stringify({ route: '/webio', basePath: '', standalone: false })
  createWebIOHandler({ main }, { authorize: first })
  const handler = site().route?.handler
  createWebIOHandler({ main }, { authorize: second })
  expect(warn).not.toHaveBeenCalled()
  await handler?.fetch(new Request(`${ADDRESS}?app=main`))
  expect(first).not.toHaveBeenCalled()
  expect(second).toHaveBeenCalled()
  createWebIOHandler({ main }, { authorize: second, max_sessions: 5 })
  expect(warn).toHaveBeenCalledWith(
    expect.stringMatching(
      /^\[webio\] the options of the handler have changed \(max_sessions\).*Restart next dev\.$/,
    ),
  )
  createWebIOHandler({ main }, {})
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('(authorize)'))
})
