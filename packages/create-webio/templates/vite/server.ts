// The server for production: the built site, and the tasks at /webio.
import { createServer } from 'node:http'
import { webio_handler } from '@webio/core/server'
import sirv from 'sirv'
import * as tasks from './webio.ts'

const PORT = Number(process.env['PORT'] ?? 3000)

const webio = webio_handler({ ...tasks })
const site = sirv('dist', { single: true })
const server = createServer((request, response) =>
  webio.middleware(request, response, () => site(request, response)),
)
webio.attach(server)
server.listen(PORT, () => {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : PORT
  console.log(`The site is at http://localhost:${port}`)
})

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await webio.close()
    server.close()
  })
