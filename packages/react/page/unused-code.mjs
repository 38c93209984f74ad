/** Modules with code for what the stand-alone page never does, and what takes their place. */
const REPLACED = {
  // The page uses WebSocket and long-polling.
  'engine.io-client/build/esm/transports/webtransport.js': 'export const WT = undefined',
  // Every browser that runs modules allows requests to other origins.
  'engine.io-client/build/esm/contrib/has-cors.js': 'export const hasCORS = true',
  // All messages are JSON.
  'socket.io-parser/build/esm/is-binary.js': 'export const hasBinary = () => false, isBinary = hasBinary',
  'socket.io-parser/build/esm/binary.js':
    'export const deconstructPacket = undefined, reconstructPacket = undefined',
  'engine.io-parser/build/esm/encodePacket.browser.js': `
    import { PACKET_TYPES } from './commons.js'
    export const encodePacket = ({ type, data }, _supportsBinary, done) => done(PACKET_TYPES[type] + (data || ''))
    export const encodePacketToBinary = undefined`,
  'engine.io-parser/build/esm/decodePacket.browser.js': `
    import { ERROR_PACKET, PACKET_TYPES_REVERSE } from './commons.js'
    export const decodePacket = (packet) => {
      const type = PACKET_TYPES_REVERSE[packet[0]]
      return type ? { type, ...(packet.length > 1 && { data: packet.slice(1) }) } : ERROR_PACKET
    }`,
  // Its tasks run on a server.
  'react/src/session/wire/task-transport.ts': 'export const taskTransport = () => undefined',
}

/**
 * Replaces modules that are part of every build. The build fails if one of them does not exist any more.
 * @returns {import('rolldown').Plugin}
 */
export function withoutUnusedCode() {
  const missing = new Set(Object.keys(REPLACED))
  return {
    name: 'without-unused-code',
    load(id) {
      const found = Object.entries(REPLACED).find(([path]) => id.replaceAll('\\', '/').endsWith(`/${path}`))
      if (!found) return null
      missing.delete(found[0])
      return found[1]
    },
    buildEnd(error) {
      if (!error && missing.size > 0) this.error(`The page does not contain ${[...missing].join(', ')}.`)
    },
  }
}
