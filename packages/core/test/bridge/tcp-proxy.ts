import type { AddressInfo, Socket } from 'node:net'
import { connect, createServer } from 'node:net'

/** A TCP proxy on this machine whose connections can be cut. */
export interface TcpProxy extends AsyncDisposable {
  readonly url: string
  /** Ends all connections abruptly, and refuses new ones until `mend()`. */
  cut(): void
  /** Holds back all bytes until `mend()`, and keeps the connections. */
  stall(): void
  mend(): void
  /** The number of connections so far. */
  readonly connections: number
}

/**
 * Starts a proxy between a page and a server.
 * @param lifeOf returns the number of bytes after which a connection ends, both directions together; Infinity
 * if only `cut()` ends a connection
 */
export async function tcpProxy(target: number, lifeOf: () => number = () => Infinity): Promise<TcpProxy> {
  const open = new Set<Socket>()
  let connections = 0
  let isCut = false
  const server = createServer((near) => {
    connections++
    if (isCut) {
      near.destroy()
      return
    }
    const far = connect(target, '127.0.0.1')
    let life = lifeOf()
    const end = (): void => {
      near.destroy()
      far.destroy()
    }
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.setNoDelay(true)
      from.on('error', end)
      from.on('close', () => {
        open.delete(from)
        end()
      })
      from.on('data', (chunk: Buffer) => {
        if (life > chunk.length) to.write(chunk)
        else if (life > 0) to.write(chunk.subarray(0, life), end)
        life -= chunk.length
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = (): void => {
    isCut = true
    for (const socket of [...open]) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    cut,
    stall() {
      for (const socket of open) socket.pause()
    },
    mend() {
      isCut = false
      for (const socket of open) socket.resume()
    },
    get connections() {
      return connections
    },
    async [Symbol.asyncDispose]() {
      const down = new Promise<void>((resolve) => server.close(() => resolve()))
      cut()
      await down
    },
  }
}
