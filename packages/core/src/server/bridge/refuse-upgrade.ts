import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** Answers an upgrade request with a status, and ends the connection. */
export function refuseUpgrade(socket: Duplex, status: 400 | 403 | 404 | 503): void {
  socket.on('error', () => {}) // The other side may have disconnected, which does not matter here.
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
