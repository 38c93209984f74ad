import { createServer } from 'node:http'
import { webio_handler } from '@webio/core/server'
import { greet, restOfTheSite } from './site'

const webio = webio_handler({ greet }, { path: '/tools/webio' })

const server = createServer((request, response) => {
  webio.middleware(request, response, () => {
    if (request.url === '/hello') response.end('Hello from Node')
    else response.writeHead(404).end()
  })
})
webio.attach(server)
restOfTheSite(server)
server.listen(Number(process.env['PORT'] ?? 3000))
