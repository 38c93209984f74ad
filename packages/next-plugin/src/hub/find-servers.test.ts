import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import net from 'node:net'
import { findNextServers } from './find-servers'

const open: net.Server[] = []
let stop = (): void => {}

afterEach(async () => {
  stop()
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

async function listening<S extends net.Server>(server: S): Promise<S> {
  open.push(server)
  server.listen(0)
  await once(server, 'listening')
  return server
}

const portOf = (server: net.Server): string => String((server.address() as AddressInfo).port)

/** A server like Next's, which handles requests and upgrades. */
const nextLike = (): http.Server =>
  http.createServer((_request, response) => response.end()).on('upgrade', (_r, socket) => socket.end())

/** A server like that of a metrics exporter. */
const decoy = (): http.Server => http.createServer((_request, response) => response.end('metrics'))

function search(): { found: unknown[]; turnedDown: Map<string, string> } {
  const found: unknown[] = []
  const turnedDown = new Map<string, string>()
  stop = findNextServers({
    found: (server) => found.push(server),
    turnedDown: (server, reason) => void turnedDown.set(server, reason),
  })
  return { found, turnedDown }
}

it('finds all servers that already listen and accept upgrades, no matter what their port is', async () => {
  const metrics = await listening(decoy())
  const [one, two] = [await listening(nextLike()), await listening(nextLike())]
  await listening(net.createServer().on('upgrade', () => {}))
  const { found, turnedDown } = search()
  expect(found).toEqual([one, two])
  expect(turnedDown.get(`port ${portOf(metrics)}`)).toBe('it has no listener for upgrades')
})

it('finds a later server by its first connection, and each server once', async () => {
  const { found } = search()
  const next = await listening(nextLike())
  expect(found).toEqual([])
  await fetch(`http://localhost:${portOf(next)}`)
  await fetch(`http://localhost:${portOf(next)}`)
  expect(found).toEqual([next])
})

it('finds a server that accepts upgrades only later, because Next adds its listener with the first request', async () => {
  const server = await listening(decoy())
  const { found, turnedDown } = search()
  expect(turnedDown.has(`port ${portOf(server)}`)).toBe(true)
  expect(found).toEqual([])
  server.on('upgrade', (_request, socket) => socket.end())
  await fetch(`http://localhost:${portOf(server)}`)
  expect(found).toEqual([server])
})

it('finds nothing after the end of the search', async () => {
  const { found } = search()
  stop()
  const next = await listening(nextLike())
  await fetch(`http://localhost:${portOf(next)}`)
  expect(found).toEqual([])
})
