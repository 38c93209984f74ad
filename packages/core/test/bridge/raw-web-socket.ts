import type { Socket } from 'node:net'
import { connect } from 'node:net'

/** The headers of a request for a WebSocket. */
const UPGRADE = [
  'GET /io?EIO=4&transport=websocket HTTP/1.1',
  'Host: 127.0.0.1',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  '\r\n',
].join('\r\n')

/**
 * A page that asks for a session over a bare TCP connection, once for each handshake, and otherwise does
 * nothing: it answers no ping.
 */
export function silentPage(port: number, ...handshakes: readonly object[]): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.write(UPGRADE)
  socket.once('data', () => {
    // One write, so that the server reads all of them at once: the system could hold back a second one for 40 ms.
    socket.write(Buffer.concat(handshakes.map((auth) => textFrame(`40${JSON.stringify(auth)}`))))
  })
  return socket.resume()
}

/** A WebSocket frame of up to 64 kB, whose mask changes nothing. */
function textFrame(text: string): Buffer {
  const body = Buffer.from(text)
  const head =
    body.length < 126 ? [0x81, 0x80 | body.length] : [0x81, 0xfe, body.length >> 8, body.length & 255]
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), body])
}
