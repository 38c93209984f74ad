import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { folderWith, TestProcess } from '../cli/webio-process'

const CLUSTER = resolve(__dirname, '../../../../docs/cluster.md')

const isInstalled = (): boolean => spawnSync('haproxy', ['-v']).status === 0

/** The reason why there is no HAProxy, or null. It is installed if possible. */
export function missingHaproxy(): string | null {
  if (isInstalled()) return null
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = 'apt-get update -qq && apt-get install -y -qq --no-install-recommends haproxy'
  const { error, status, stderr } = spawnSync('sh', ['-c', install], { env, encoding: 'utf8' })
  if (isInstalled()) return null
  return `haproxy cannot be installed here: ${error?.message ?? `apt-get ended with ${status}: ${stderr.trim()}`}`
}

/** Runs HAProxy with the configuration of docs/cluster.md in front of servers. */
export async function haproxy(servers: readonly string[]): Promise<{ url: string } & AsyncDisposable> {
  const [, documented = ''] = /```haproxy\n([\s\S]*?)```/.exec(readFileSync(CLUSTER, 'utf8')) ?? []
  const port = await freePort()
  const lines = servers.map(
    (url, i) => `  server s${i} ${new URL(url).host.replace('localhost', '127.0.0.1')} check`,
  )
  const [frontend = ''] = documented.split(/^ {2}server .*\n/m)
  const configuration = `${frontend.replace(/bind .*/, `bind 127.0.0.1:${port}`)}${lines.join('\n')}\n`
  const folder = folderWith({ 'haproxy.cfg': configuration })
  const running = TestProcess.program('haproxy', ['-V', '-f', join(folder.path, 'haproxy.cfg')], folder.path)
  const url = `http://127.0.0.1:${port}/`
  await answering(`${url}-/ready`)
  return {
    url,
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}

/** Waits until the first health check has found a server. */
async function answering(url: string): Promise<void> {
  for (;;) {
    const status = await fetch(url).then(
      async (response) => (await response.text(), response.status),
      () => 0,
    )
    if (status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}
