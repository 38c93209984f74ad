import { describe, expect, it } from '@jest/globals'
import { handshake, tryHandshake } from '../bridge/socket-page'
import { folderWith, TestProcess } from './webio-process'

jest.setTimeout(60_000)

/** A program that a supervisor may start several times. With `FORKS`, it forks itself. */
const PROGRAM = `
import cluster from 'node:cluster'
import { start_server } from '@webio/core/server'
if (cluster.isPrimary && process.env.FORKS) cluster.fork()
else await start_server({ index: () => {} }, { port: 0, host: '127.0.0.1' })
`

const HINT = /its session is not in this process\. node:cluster or pm2 runs several processes/
const RETURNING = handshake({ resume: { session: 'a', secret: 'b', seen: 0 } })

/**
 * A page that comes back, and a request of a connection, both unknown to this process. Returns the output of
 * the process.
 */
async function comeBack(env: Readonly<Record<string, string>>): Promise<string> {
  using folder = folderWith({ 'server.mjs': PROGRAM })
  await using server = TestProcess.node(folder.path, ['server.mjs'], env)
  const url = await server.url()
  expect(await tryHandshake(url, RETURNING)).toBe('session_gone')
  expect((await fetch(new URL('/io?EIO=4&transport=polling&sid=strange', url))).status).toBe(400)
  server.kill('SIGTERM')
  await server.ended()
  return server.output
}

describe('a page whose session the process does not have', () => {
  it.each([
    ['a worker of node:cluster', { FORKS: '1' }],
    ['another process of pm2', { NODE_APP_INSTANCE: '1' }],
  ])('makes %s report once that there are other processes', async (_what, env) => {
    const output = await comeBack(env)
    expect(output).toMatch(HINT)
    expect(output.match(new RegExp(HINT, 'g'))).toHaveLength(1)
  })

  it.each([
    ['a single process', {}],
    ['the first process of pm2, which may be the only one', { NODE_APP_INSTANCE: '0' }],
  ])('makes %s report nothing', async (_what, env) => {
    expect(await comeBack(env)).not.toMatch(HINT)
  })
})
