/** A site that renders a host page, with the first outputs of its session (`/?painted`) or without them. */
import { createServer } from 'node:http'
import { webio_handler } from '@webio/core/server'
import { renderToReadableStream } from 'react-dom/server'
import { answer } from '../../core/bench/processes.mjs'
import { waiting } from '../../core/bench/webio/applications.mjs'
import { bundleHostPage, hostDocument } from './bundle.mjs'
import { appOf } from './painted-app.mjs'

const files = await bundleHostPage('painted-page')
const webio = webio_handler({ waiting }, { path: '/webio', max_sessions_per_ip: 100_000 })

/**
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<string>}
 */
async function documentFor(request) {
  const isPainted = request.url?.endsWith('?painted') === true
  const props = { firstPaint: isPainted ? await webio.firstPaint({ request, app: 'waiting' }) : null }
  const html = await new Response(await renderToReadableStream(appOf(props))).text()
  const json = JSON.stringify(props).replaceAll('<', '\\u003c')
  return `${hostDocument('painted-page', html)}<script id="props" type="application/json">${json}</script>`
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://site')
  const file = files.get(pathname)
  if (file) response.writeHead(200, { 'content-type': file.type }).end(file.body)
  else if (pathname === '/')
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(await documentFor(request))
  else webio.middleware(request, response, () => response.writeHead(404).end())
})
webio.attach(server)
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)))
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())

answer({ url: () => `http://127.0.0.1:${port}/` })
