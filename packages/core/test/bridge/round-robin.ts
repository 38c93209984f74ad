import type { AddressInfo, Socket } from 'node:net'
import type { IncomingMessage } from 'node:http'
import { Agent, createServer, request } from 'node:http'
import type { Duplex } from 'node:stream'

/** A load balancer without sticky sessions: each request goes to the next server. */
export interface RoundRobin extends AsyncDisposable {
  readonly url: string
  /** The servers that receive requests. It can change at any time. */
  targets: string[]
  /** The statuses of failed responses (400 and above), and other failures. */
  readonly failures: string[]
  /** The number of upgrades to a WebSocket that a server has accepted. */
  readonly upgrades: number
  /** Ends all connections abruptly. */
  cut(): void
}

/** Starts a load balancer in front of servers. */
export async function roundRobin(targets: readonly string[]): Promise<RoundRobin> {
  const agent = new Agent({ keepAlive: true })
  const open = new Set<Duplex>()
  const failures: string[] = []
  let turn = 0
  let upgrades = 0

  const ask = (near: IncomingMessage) => {
    const { hostname, port } = new URL(balancer.targets[turn++ % balancer.targets.length] as string)
    const { method, url, headers } = near
    return request({ hostname, port, method, path: url, headers, agent: headers.upgrade ? false : agent })
  }
  const server = createServer((near, response) => {
    const far = ask(near)
    response.once('close', () => far.destroy())
    far.once('error', (error) => {
      if (response.destroyed) return
      failures.push(error.message)
      response.destroy()
    })
    far.once('response', (answer) => {
      if ((answer.statusCode ?? 0) >= 400) failures.push(`${near.method} ${near.url}: ${answer.statusCode}`)
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    near.pipe(far)
  })
  server.on('upgrade', (near: IncomingMessage, socket: Socket) => {
    const far = ask(near)
    const end = (): void => void socket.destroy()
    socket.once('error', end)
    far.once('error', end)
    far.once('response', ({ statusCode }) => {
      failures.push(`upgrade: ${statusCode}`)
      end()
    })
    far.once('upgrade', ({ rawHeaders }: IncomingMessage, other: Socket, head: Buffer) => {
      upgrades++
      const lines = rawHeaders.flatMap((name, i, all) => (i % 2 ? [] : `${name}: ${all[i + 1]}\r\n`))
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`)
      other.unshift(head)
      other.once('error', end)
      other.once('close', end)
      socket.once('close', () => void other.destroy())
      other.pipe(socket).pipe(other)
    })
    far.end()
  })
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = (): void => {
    for (const socket of [...open]) socket.destroy()
  }
  const balancer: RoundRobin = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    targets: [...targets],
    failures,
    get upgrades() {
      return upgrades
    },
    cut,
    async [Symbol.asyncDispose]() {
      const down = new Promise<void>((resolve) => server.close(() => resolve()))
      cut()
      agent.destroy()
      await down
    },
  }
  return balancer
}
