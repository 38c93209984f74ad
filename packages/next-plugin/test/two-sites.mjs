import { createServer } from 'node:http'
import process from 'node:process'
import next from 'next'

/**
 * Two sites in one process: the one in the folder from which it is started, and the one in the folder SECOND.
 * It prints the second one's URL.
 */
for (const [dir, port] of [
  [process.cwd(), Number(process.env.PORT)],
  [process.env.SECOND, 0],
]) {
  const app = next({ dev: false, dir, port })
  await app.prepare()
  const handle = app.getRequestHandler()
  const server = createServer((request, response) => void handle(request, response))
  server.on('upgrade', (request, socket, head) => void app.getUpgradeHandler()(request, socket, head))
  await new Promise((resolve) => server.listen(port, resolve))
  console.log(`${dir} is at http://localhost:${server.address().port}`)
}
console.log('Ready in no time')
