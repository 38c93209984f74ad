import { createServer } from 'node:http'
import { webio_handler } from '@webio/core/server'
import { greet } from './task'

const webio = webio_handler({ greet }, { path: '/tools/webio' })

export const server = createServer((request, response) => {
  webio.middleware(request, response, () => {
    if (request.url === '/hello') response.end('Hello from Node')
    else response.writeHead(404).end()
  })
})
webio.attach(server)
server.listen(Number(process.env['PORT'] ?? 3000))
