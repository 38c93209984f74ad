import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hold, info, put_text } from '@webio/core'
import type { HandlerOptions } from '@webio/core/server'
import { chromiumOfFile, NETWORK_NOISE } from './chromium'
import { untilTexts } from './page-tools'
import { startSite } from './site'

const chromium = chromiumOfFile()

/** A page on another origin that shows the task of a server with one script tag. */
async function pageOf(endpoint: string, auth: string): Promise<{ url: string } & AsyncDisposable> {
  const text = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Elsewhere</title>
<link rel="icon" href="data:,"><script type="module" src="${endpoint}/embed.js"></script></head>
<body><webio-app auth="${auth}"></webio-app></body></html>`
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(text),
  )
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((down) => server.close(down))
    },
  }
}

const tasks = (options: HandlerOptions) =>
  startSite(
    chromium,
    () => {
      put_text(`${String(info.user)}, from ${info.origin.replace(/\d+/, 'PORT')}`)
      return hold()
    },
    { authorize: ({ url, auth }) => (!url.includes('/io') || auth === 'a token' ? 'Ann' : null), ...options },
  )

const NAMED = { allowed_origins: ['http://localhost:[0-9]*'] }

describe('a page of another origin', () => {
  it.each(['websocket', 'polling'] as const)(
    'is admitted with its token over %s if the server allows its origin',
    async (wire) => {
      if (wire === 'polling') chromium.expectProblem(NETWORK_NOISE) // The page first tries a WebSocket, which fails.
      await using site = await tasks({ ...NAMED, transports: [wire] })
      await using host = await pageOf(site.page, 'a token')
      const page = await chromium.open(host.url)
      await untilTexts(page, ['Ann, from http://localhost:PORT'])
    },
  )

  it('is admitted if check_origin accepts it', async () => {
    await using site = await tasks({ check_origin: (origin) => origin.startsWith('http://localhost:') })
    await using host = await pageOf(site.page, 'a token')
    await untilTexts(await chromium.open(host.url), ['Ann, from http://localhost:PORT'])
  })

  it('is refused with another token', async () => {
    chromium.expectProblem(/authorize refused/)
    await using site = await tasks(NAMED)
    await using host = await pageOf(site.page, 'a guess')
    const page = await chromium.open(host.url)
    await page.getByText('You are not allowed to use this application.').waitFor()
    expect(site.sessions()).toEqual([])
  })

  it('gets no session if the server does not allow its origin, even with valid credentials', async () => {
    chromium.expectProblem(NETWORK_NOISE)
    chromium.expectProblem(/blocked by CORS policy/)
    chromium.expectProblem(/refused a page of the origin/)
    await using site = await tasks({ allowed_origins: ['https://*.example.com'] })
    await using host = await pageOf(site.page, 'a token')
    const page = await (await chromium.context()).newPage()
    const refused = page.waitForEvent('console', (message) => /\b403\b|CORS/.test(message.text()))
    await page.goto(host.url)
    await refused
    expect(site.sessions()).toEqual([])
    expect(await page.locator('[data-webio-scope="ROOT"] [data-webio-output]').count()).toBe(0)
  })
})
