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
/** The site of the current settings. */
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
  // Other tests of this process have their own servers.
  hub.endSearch?.()
  for (const { route } of hub.sites.values()) await route?.existingHandler?.close()
})

const get = async (url: string, headers: Record<string, string> = {}): Promise<Response> => {
  const { GET } = createWebIOHandler({ main, other })
  return GET(new Request(url, { headers }))
}

it('only registers while it is evaluated, because Next evaluates it in processes that never serve', () => {
  createWebIOHandler({ main })
  expect(site().settings).toBeNull()
  expect(site().route?.existingHandler).toBeNull()
  expect(sessions()).toEqual([])
})

it('passes new applications to the existing handler', () => {
  createWebIOHandler({ main })
  const handler = site().route?.handler
  createWebIOHandler({ other })
  expect(site().route?.handler).toBe(handler)
  expect([...(handler?.host.applications.keys() ?? [])]).toEqual(['other'])
})

it('answers a warm-up without content, and rejects a guessed one', async () => {
  expect((await get(ADDRESS, { [WARM_UP_HEADER]: hub.secret })).status).toBe(204)
  expect((await get(ADDRESS, { [WARM_UP_HEADER]: 'guessed' })).status).toBe(200)
})

it('serves the list of applications, and 404 for unknown paths', async () => {
  expect(await (await get(ADDRESS)).text()).toContain('?app=main')
  expect((await get(`${ADDRESS}/assets/nothing.js`)).status).toBe(404)
})

it('compresses nothing, because Next would compress it again', async () => {
  const [, style = ''] = /href="([^"]*\.css)"/.exec(await (await get(ADDRESS)).text()) ?? []
  const response = await get(new URL(style, ADDRESS).href, { 'accept-encoding': 'gzip' })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-encoding')).toBeNull()
})

it.each(['http://localhost/webio', 'http://localhost/docs/webio'])(
  'finds the page under basePath, whether or not Next has stripped it: %s',
  async (url) => {
    process.env.WEBIO_NEXT_SETTINGS = JSON.stringify({ basePath: '/docs', route: '/webio' })
    const page = await get(url)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('"/docs/webio/assets/')
  },
)

it.each(['VERCEL', 'AWS_LAMBDA_FUNCTION_NAME'])(
  'explains once what to do on a serverless host: %s',
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

it('warns once that instrumentation.ts is missing in a stand-alone server, and still serves', async () => {
  process.env.WEBIO_NEXT_SETTINGS = JSON.stringify({ standalone: true })
  expect((await get(ADDRESS)).status).toBe(200)
  await get(ADDRESS)
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/\[webio\] `output: 'standalone'` needs a file/)]])
  expect(hub.endSearch).not.toBeNull()
})

it('serves the files of static_dir, since the route takes all paths below it', async () => {
  const { GET } = createWebIOHandler({ main }, { static_dir: __dirname })
  expect(await (await GET(new Request(`${ADDRESS}/static/route-options.ts`))).text()).toContain(
    'WebIORouteOptions',
  )
})

it('turns the exports of a module into applications', () => {
  createWebIOHandlerFromModule({ main, default: other }, './webio.ts')
  expect([...(site().route?.handler.host.applications.keys() ?? [])]).toEqual(['main', 'index'])
})

it('adopts edited functions among the options, and names other changed options that it cannot adopt', async () => {
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
