import Fastify from 'fastify'
import { webio_handler } from '@webio/core/server'
import { greet, restOfTheSite } from './site'

const webio = webio_handler({ greet }, { path: '/tools/webio' })

const app = Fastify()
app.get('/hello', () => 'Hello from Fastify')
// Calls `done` for every request that is not WebIO's.
app.addHook('onRequest', (request, reply, done) =>
  webio.middleware(request.raw, reply.raw, done as () => void),
)

const { server } = app
webio.attach(server)
restOfTheSite(server)
await app.listen({ port: Number(process.env['PORT'] ?? 3000) })
