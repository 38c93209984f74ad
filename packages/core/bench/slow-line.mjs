import { connect, createServer } from 'node:net'

/**
 * A visitor at some distance: everything goes through here late and no faster than the line. Unlike the emulation of a browser, it also delays
 * WebSockets.
 *
 * @param {number} port of the server on this machine
 * @param {{ roundTripMs: number, bytesPerMs: number }} line
 * @returns {Promise<{ port: number, close: () => void }>}
 */
export async function slowLine(port, { roundTripMs, bytesPerMs }) {
  const oneWay = roundTripMs / 2
  let isFreeAt = 0
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port, host: '127.0.0.1', noDelay: true })
    const openAt = performance.now() + roundTripMs
    carry(near, far, (now) => Math.max(now, openAt) + oneWay)
    carry(far, near, (now, bytes) => (isFreeAt = Math.max(now, isFreeAt) + bytes / bytesPerMs) + oneWay)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)))
  const { port: own } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return { port: own, close: () => void server.close() }
}

/**
 * @param {import('node:net').Socket} from
 * @param {import('node:net').Socket} to
 * @param {(now: number, bytes: number) => number} arrival when bytes that are sent now arrive
 */
function carry(from, to, arrival) {
  let last = 0
  const at = (/** @type {number} */ time, /** @type {() => void} */ act) => {
    // A line keeps the order.
    last = Math.max(last, time)
    setTimeout(act, last - performance.now())
  }
  from.on('data', (bytes) => at(arrival(performance.now(), bytes.length), () => to.write(bytes)))
  from.on('end', () => at(arrival(performance.now(), 0), () => to.end()))
  from.on('error', () => to.destroy())
  from.on('close', () => at(arrival(performance.now(), 0), () => to.destroy()))
}
