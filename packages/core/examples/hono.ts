import type { Server } from 'node:http'
import { getConnInfo } from '@hono/node-server/conninfo'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { webio_handler } from '@webio/core/server'
import { greet, restOfTheSite } from './site'

const webio = webio_handler({ greet }, { path: '/tools/webio' })

const app = new Hono()
app.get('/hello', (context) => context.text('Hello from Hono'))
app.use('/tools/webio/*', async (context, next) => {
  const { address: ip } = getConnInfo(context).remote
  return (await webio.fetch(context.req.raw, { ip })) ?? next()
})

const server = serve({ fetch: app.fetch, port: Number(process.env['PORT'] ?? 3000) }) as Server
webio.attach(server)
restOfTheSite(server)
