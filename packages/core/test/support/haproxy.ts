import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { folderWith, TestProcess } from '../cli/webio-process'
import { missingProgram } from './debian'
import { freePort } from './free-port'

const CLUSTER = resolve(__dirname, '../../../../docs/cluster.md')

const isInstalled = (): boolean => spawnSync('haproxy', ['-v']).status === 0

/** The reason why there is no HAProxy, or null. It is installed if possible. */
export const missingHaproxy = (): string | null => missingProgram(['haproxy'], isInstalled)

/** A running HAProxy. */
export interface Haproxy extends AsyncDisposable {
  readonly url: string
  /** The requests that have failed: status, method and path. */
  failures(): string[]
}

/** The failed requests of a log, one per line, by their status. 499 means that the page has left. */
export function failuresIn(log: string): string[] {
  return log.split('\n').filter((line) => /^(?!499)[45]\d\d [A-Z]+ \//.test(line))
}

/** Runs HAProxy with the configuration of docs/cluster.md in front of servers. */
export async function haproxy(servers: readonly string[]): Promise<Haproxy> {
  const [, recipe = ''] = /```haproxy\n([\s\S]*?)```/.exec(readFileSync(CLUSTER, 'utf8')) ?? []
  const port = await freePort()
  const lines = servers.map(
    (url, i) => `  server s${i} ${new URL(url).host.replace('localhost', '127.0.0.1')}`,
  )
  const [frontend = ''] = recipe.split(/^ {2}server .*\n/m)
  const documented = frontend
    .replace(/bind .*/, `bind 127.0.0.1:${port}`)
    .replace('mode http', 'mode http\n  log global\n  log-format "%ST %HM %HU"')
  const configuration = `global\n  log stdout format raw local0\n${documented}${lines.join('\n')}\n`
  const folder = folderWith({ 'haproxy.cfg': configuration })
  const running = TestProcess.program('haproxy', ['-V', '-f', join(folder.path, 'haproxy.cfg')], folder.path)
  const url = `http://127.0.0.1:${port}/`
  await answering(`${url}-/ready`)
  return {
    url,
    failures: () => failuresIn(running.output),
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}

/** Waits until the first health check has succeeded. */
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
