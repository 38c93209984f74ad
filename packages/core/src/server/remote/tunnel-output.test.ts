import type { Relay } from './relay'
import { readTunnelLine } from './tunnel-output'

const RELAY: Relay = { host: 'localhost.run', port: undefined, user: 'nokey', remotePort: 80 }

it.each([
  [
    'a port that the server picked',
    'Allocated port 43210 for remote forward to 127.0.0.1:8080',
    { port: 43210 },
  ],
  ['a requested port', 'debug1: remote forward success for: listen 80, connect 127.0.0.1:8080', { port: 80 }],
  [
    'a name, with links',
    'a1.lhr.life tunneled with tls termination, https://a1.lhr.life',
    { url: 'https://a1.lhr.life' },
  ],
  [
    'a name in colors',
    '\u001b[32mForwarding HTTP traffic from https://a1.serveo.net\u001b[0m',
    { url: 'https://a1.serveo.net' },
  ],
  ['only a name', 'http://a1.free.pinggy.link', { url: 'http://a1.free.pinggy.link' }],
  [
    'a final refusal',
    'tunnel@relay: Permission denied (publickey).',
    { refusal: 'tunnel@relay: Permission denied (publickey).' },
  ],
  [
    'a problem',
    'ssh: connect to host a port 22: Connection refused',
    { problem: 'ssh: connect to host a port 22: Connection refused' },
  ],
])('reads %s', (_, line, news) => {
  expect(readTunnelLine(line, RELAY)).toEqual(news)
})

it.each([
  ['links to documents', 'To set up custom domains go to https://admin.localhost.run/'],
  [
    'information about tunnels',
    'More details on custom domains and tunnels: https://localhost.run/docs/custom-domains',
  ],
  ['a greeting', 'Welcome to localhost.run!'],
  ['a progress message of ssh', 'debug1: Connecting to localhost.run [54.161.197.247] port 22.'],
])('ignores %s', (_, line) => {
  expect(readTunnelLine(line, RELAY)).toBeNull()
})
