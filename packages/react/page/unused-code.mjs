/** Modules that the stand-alone page never calls, and the code to put in their place. */
const REPLACED = {
  // The page uses WebSocket and long-polling.
  'engine.io-client/build/esm/transports/webtransport.js': 'export const WT = undefined',
  // All messages are JSON.
  'socket.io-parser/build/esm/is-binary.js': 'export const hasBinary = () => false, isBinary = hasBinary',
  'socket.io-parser/build/esm/binary.js':
    'export const deconstructPacket = undefined, reconstructPacket = undefined',
  'engine.io-parser/build/esm/contrib/base64-arraybuffer.js': 'export const decode = undefined',
  // Its tasks run on a server.
  'react/src/session/wire/task-transport.ts': 'export const taskTransport = () => undefined',
}

/**
 * Replaces modules that are part of every build and that the page never calls. The build fails if there is no such module any more.
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
