import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server as SocketIO } from 'socket.io'
import { input, put_text } from '@webio/core'

/** The task that every example serves. */
export async function greet(): Promise<void> {
  put_text('What a day')
  put_text(`Hello ${await input('Name')}`)
}

/** What the site has on the same server besides: a Socket.IO of its own. Says where the server listens. */
export function restOfTheSite(server: Server): void {
  const io = new SocketIO(server)
  io.on('connection', (socket) => void socket.emit('greeting', 'the site’s own socket'))
  const announce = (): void =>
    console.log(`listening on http://localhost:${(server.address() as AddressInfo).port}/`)
  if (server.listening) announce()
  else server.once('listening', announce)
}
