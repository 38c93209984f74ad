import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import net from 'node:net'
import { findNextServer, isNextServer } from './find-server'

const open: net.Server[] = []
const { PORT } = process.env

afterEach(async () => {
  if (PORT === undefined) delete process.env.PORT
  else process.env.PORT = PORT
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

async function listening<S extends net.Server>(server: S): Promise<S> {
  open.push(server)
  server.listen(0)
  await once(server, 'listening')
  return server
}

const portOf = (server: net.Server): string => String((server.address() as AddressInfo).port)

/** As Next makes it: requests and upgrades. */
const nextLike = (): http.Server =>
  http.createServer((_request, response) => response.end()).on('upgrade', (_r, socket) => socket.end())

/** As a metrics exporter makes it. */
const decoy = (): http.Server => http.createServer((_request, response) => response.end('metrics'))

it('finds a server that listens already, among others', async () => {
  await listening(decoy())
  await listening(nextLike())
  const next = await listening(nextLike())
  process.env.PORT = portOf(next)
  const found = jest.fn()
  findNextServer(found)
  expect(found.mock.calls).toEqual([[next]])
})

it('finds a server that comes later, by its first connection', async () => {
  const found = jest.fn()
  process.env.PORT = '1'
  const stop = findNextServer(found)
  const next = await listening(nextLike())
  process.env.PORT = portOf(next)
  expect(found).not.toHaveBeenCalled()
  const [other] = await Promise.all([listening(decoy())])
  await fetch(`http://localhost:${portOf(other)}`)
  expect(found).not.toHaveBeenCalled()
  await fetch(`http://localhost:${portOf(next)}`)
  expect(found.mock.calls).toEqual([[next]])
  await fetch(`http://localhost:${portOf(next)}`)
  expect(found).toHaveBeenCalledTimes(1)
  stop()
})

it('finds nothing after the search was ended', async () => {
  const found = jest.fn()
  process.env.PORT = '1'
  findNextServer(found)()
  const next = await listening(nextLike())
  process.env.PORT = portOf(next)
  await fetch(`http://localhost:${portOf(next)}`)
  expect(found).not.toHaveBeenCalled()
})

describe('is no server of Next', () => {
  it('without upgrades', async () => {
    const server = await listening(decoy())
    process.env.PORT = portOf(server)
    expect(isNextServer(server)).toBe(false)
  })
  it('that does not listen', () => {
    delete process.env.PORT
    expect(isNextServer(nextLike())).toBe(false)
  })
  it('at another port than Next names', async () => {
    process.env.PORT = '1'
    expect(isNextServer(await listening(nextLike()))).toBe(false)
  })
  it('of another protocol', async () => {
    const server = await listening(net.createServer().on('upgrade', () => {}))
    process.env.PORT = portOf(server)
    expect(isNextServer(server)).toBe(false)
  })
})

it('is a server of Next where Next names no port', async () => {
  delete process.env.PORT
  expect(isNextServer(await listening(nextLike()))).toBe(true)
})
