import { delimiter } from 'node:path'
import { get } from 'node:http'
import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { put_text } from '@webio/core'
import type { ServerOptions } from '@webio/core/server'
import { freePort } from '../support/free-port'
import { missingSshd, testSshd } from '../support/sshd'
import { serve } from './serve'
import { SocketPage } from './socket-page'

const noSshd = missingSshd()
if (noSshd !== null) console.warn(`Tests of tunnels are skipped. ${noSshd}`)
const ifThereIsSshd = noSshd === null ? describe : describe.skip

const { PATH, WEBIO_REMOTE_ACCESS } = process.env

afterEach(() => {
  process.env['PATH'] = PATH
  if (WEBIO_REMOTE_ACCESS === undefined) delete process.env['WEBIO_REMOTE_ACCESS']
})

/** Makes the server use the `ssh` with the key. */
const useSsh = (bin: string): void => {
  process.env['PATH'] = `${bin}${delimiter}${PATH}`
}

/** The status of a request to this machine with another host name. */
const statusOf = (port: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, headers: { host }, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).once('error', reject)
  })

/** Waits until nothing listens at a port anymore. */
async function ended(port: string): Promise<void> {
  while ((await statusOf(port, 'localhost').catch(() => null)) !== null) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

jest.setTimeout(40_000)

const hello = (): void => void put_text('hello')
const ADDRESS = /remote access: (http:\/\/([^/:]+):(\d+)\/)/

ifThereIsSshd('remote_access', () => {
  it('prints the address at which visitors reach the server through the relay, where sessions work', async () => {
    await using sshd = await testSshd()
    useSsh(sshd.bin)
    await using server = await serve(hello, {
      remote_access: { host: '127.0.0.1', port: sshd.port, user: sshd.user },
    })
    const [line, url = '', , port = ''] = await server.log.says(ADDRESS)
    expect(line).toBe(`remote access: http://127.0.0.1:${port}/`)
    expect(Number(port)).not.toBe(server.port)
    const page = new SocketPage(url, 'websocket')
    await page.until(() => page.texts.includes('hello'))
    page.session.leave()
  })

  it('answers to the name of the relay, and to no other', async () => {
    await using sshd = await testSshd()
    useSsh(sshd.bin)
    await using server = await serve(hello, {
      remote_access: { host: 'relay.test', port: sshd.port, user: sshd.user },
    })
    const [, , name, port = ''] = await server.log.says(ADDRESS)
    expect(name).toBe('relay.test')
    expect(await statusOf(port, `relay.test:${port}`)).toBe(200)
    expect(await statusOf(port, `another.test:${port}`)).toBe(403)
  })

  it('prints the address that the relay reports, if the relay names tunnels itself', async () => {
    await using sshd = await testSshd({
      command: 'echo "tunneled with tls termination, https://a1b2.relay.test"; cat',
    })
    useSsh(sshd.bin)
    await using server = await serve(hello, {
      remote_access: { host: '127.0.0.1', port: sshd.port, user: sshd.user, remote_port: await freePort() },
    })
    const [line] = await server.log.says(/remote access: https:\S+/)
    expect(line).toBe('remote access: https://a1b2.relay.test/')
    expect(await statusOf(String(server.port), 'a1b2.relay.test')).toBe(200)
  })

  it('reconnects the tunnel when it breaks, and ends it with the server', async () => {
    await using sshd = await testSshd()
    useSsh(sshd.bin)
    const server = await serve(hello, {
      remote_access: { host: '127.0.0.1', port: sshd.port, user: sshd.user },
    })
    await server.log.says(ADDRESS)
    const before = server.log.lines.length
    await sshd.stop()
    await server.log.says(/the tunnel through 127\.0\.0\.1 has ended: .*Reconnecting/)
    await sshd.start()
    const [, , , port = ''] = await server.log.says(ADDRESS, before)
    expect(await statusOf(port, 'localhost')).toBe(200)
    await server.close()
    await ended(port)
  })

  it('reports why there is no tunnel, and serves without one', async () => {
    await using sshd = await testSshd({ knowsKey: false })
    useSsh(sshd.bin)
    await using server = await serve(hello, {
      remote_access: { host: '127.0.0.1', port: sshd.port, user: sshd.user },
    })
    const [line] = await server.log.says(/there is no tunnel.*/)
    expect(line).toMatch(
      /there is no tunnel through 127\.0\.0\.1: .*Permission denied.*The server continues without it\./,
    )
    expect(await statusOf(String(server.port), 'localhost')).toBe(200)
  })

  it('uses the relay of WEBIO_REMOTE_ACCESS', async () => {
    await using sshd = await testSshd()
    useSsh(sshd.bin)
    process.env['WEBIO_REMOTE_ACCESS'] = `${sshd.user}@127.0.0.1:${sshd.port}`
    await using server = await serve(hello, { remote_access: true })
    await server.log.says(ADDRESS)
  })
})

describe('remote_access that cannot open a tunnel', () => {
  it('reports that ssh is not installed', async () => {
    process.env['PATH'] = '/nowhere'
    await using server = await serve(hello, { remote_access: { host: 'relay.test' } })
    await server.log.says(/there is no tunnel through relay\.test: this machine has no program "ssh"/)
  })

  it.each<[string, ServerOptions['remote_access']]>([
    ['an option of ssh as the host', { host: '-oProxyCommand=x' }],
    ['a host with several words', { host: 'a b' }],
    ['an option of ssh as the user', { host: 'a', user: '-x' }],
    ['no port', { host: 'a', port: 70_000 }],
    ['another option', { host: 'a', key: 'k' } as never],
    ['a text', 'relay.test' as never],
  ])('refuses %s', async (_, remote_access) => {
    await expect(serve(hello, { remote_access })).rejects.toThrow(
      /^start_server: remote_access must be true, false or \{ host, port, user, remote_port \} of an SSH server, not /,
    )
  })

  it('refuses a variable that does not name a relay', async () => {
    process.env['WEBIO_REMOTE_ACCESS'] = 'a@b@c'
    await expect(serve(hello, { remote_access: true })).rejects.toThrow(
      'WEBIO_REMOTE_ACCESS must be host, host:port or user@host:port, not "a@b@c".',
    )
  })
})
