import { createServer } from 'node:http'
import process from 'node:process'
import next from 'next'

const port = Number(process.env.PORT)
const app = next({ dev: false, port })
await app.prepare()
const handle = app.getRequestHandler()
const server = createServer((request, response) => void handle(request, response))
server.on('upgrade', (request, socket, head) => void app.getUpgradeHandler()(request, socket, head))
server.listen(port, () => console.log('Ready in no time'))
