import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { put_text } from '@webio/core'
import { webio_handler } from '@webio/core/server'
import { io } from 'socket.io-client'
import { handshake, onceOptions } from './socket-page'

/** A self-signed certificate. */
function certificate(): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'webio-tls-'))
  const make = '-x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout key.pem -out cert.pem'
  spawnSync('openssl', ['req', ...make.split(' ')], { cwd: folder })
  const read = (name: string) => readFileSync(join(folder, name))
  const made = { key: read('key.pem'), cert: read('cert.pem') }
  rmSync(folder, { recursive: true })
  return made
}

const page = (port: number): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request({ port, path: '/', rejectUnauthorized: false }, (response) =>
      resolve(response.resume().statusCode),
    )
      .on('error', reject)
      .end()
  })

it('a handler works in an https.Server', async () => {
  const webio = webio_handler(() => void put_text('hi'), { path: '/' })
  const server = createServer(certificate(), webio.middleware)
  webio.attach(server)
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening))
  const { port } = server.address() as AddressInfo
  expect(await page(port)).toBe(200)
  const socket = io(`https://localhost:${port}`, {
    ...onceOptions('websocket'),
    rejectUnauthorized: false,
    auth: handshake() as never,
  })
  const batch = await new Promise((resolve, reject) => {
    socket.on('connect_error', reject)
    socket.on('message', (message: { type: string }) => {
      if (message.type === 'batch') resolve(JSON.stringify(message))
    })
  })
  expect(batch).toContain('"hi"')
  socket.disconnect()
  await webio.close()
  const down = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await down
})
