import { info } from '@webio/core'
import type { TrustProxyOption } from '@webio/core/server'
import { io } from 'socket.io-client'
import { serve } from './serve'
import { clientOptions } from './socket-page'

/** The browser's address and host as a server with this option sees them, for a socket and for the page. */
async function told(trust_proxy: TrustProxyOption | undefined, headers: Record<string, string>) {
  const seen: string[] = []
  let started!: (facts: object) => void
  const facts = new Promise<object>((resolve) => (started = resolve))
  await using server = await serve(
    () => started({ user_ip: info.user_ip, server_host: info.server_host.split(':')[0] }),
    { trust_proxy, allowed_hosts: true, authorize: ({ ip }) => (seen.push(ip), 'somebody') },
  )
  await fetch(server.url, { headers })
  const socket = io(server.url, {
    ...clientOptions('websocket'),
    extraHeaders: headers,
    auth: { protocol: 1, app: 'index', params: {} },
  })
  const found = await facts
  socket.disconnect()
  expect(new Set(seen)).toEqual(new Set([(found as { user_ip: string }).user_ip]))
  return found
}

/** The browser forged the first entry. Each of the two proxies added the address of its sender. */
const FORGED = {
  'x-forwarded-for': '9.9.9.9, 203.0.113.7, 10.1.2.3',
  'x-forwarded-host': 'tools.example.com',
}
const itself = { user_ip: '127.0.0.1', server_host: '127.0.0.1' }
const behind = (user_ip: string) => ({ user_ip, server_host: 'tools.example.com' })

describe('X-Forwarded-For and -Host with trust_proxy', () => {
  it.each<[TrustProxyOption | undefined, object]>([
    [undefined, itself],
    [false, itself],
    [0, itself],
    [true, behind('9.9.9.9')],
    [1, behind('10.1.2.3')],
    [2, behind('203.0.113.7')],
    ['loopback', behind('10.1.2.3')],
    ['loopback, 10.0.0.0/8', behind('203.0.113.7')],
    [['127.0.0.1', 'uniquelocal'], behind('203.0.113.7')],
    ['192.0.2.0/24', itself],
    [['::1', 'fc00::/7'], itself],
  ])('%j', async (option, facts) => {
    expect(await told(option, FORGED)).toEqual(facts)
  })

  it('uses the address of a trusted proxy that sends neither header', async () => {
    expect(await told('loopback', {})).toEqual(itself)
  })
})
