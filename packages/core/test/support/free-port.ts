import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * These are below the ports that systems give to connections and to servers on port 0, so nothing takes one while its server restarts. Browsers
 * refuse none of them.
 */
const FIRST = 11_000
const LAST = 32_000

/** Processes begin at different ports. */
let next = (process.pid * 97) % (LAST - FIRST)

/** A port on which nothing listens, for a server that must know it in advance, or that restarts on it. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + (next++ % (LAST - FIRST))
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port)
  try {
    await once(server, 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}
