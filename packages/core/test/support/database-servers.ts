import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TestProcess } from '../cli/webio-process'
import { missingProgram } from './debian'
import { freePort } from './free-port'

/** A database server of a test, with an empty database. */
export interface DatabaseServer extends AsyncDisposable {
  readonly url: string
  /** Kills it. Acknowledged data stays. */
  crash(): Promise<void>
  /** Starts it again, at the same address. */
  start(): Promise<void>
}

/** The reason why a server cannot run here, or null. It is installed if possible. */
export function missingServer(name: 'redis-server' | 'postgresql'): string | null {
  return missingProgram([name], () =>
    name === 'postgresql' ? postgresFolder() !== null : existsSync('/usr/bin/redis-server'),
  )
}

/** `describe`, or `describe.skip` with the reason printed if the server cannot run here. */
export function describeWith(name: 'redis-server' | 'postgresql'): typeof describe | typeof describe.skip {
  const reason = missingServer(name)
  if (reason === null) return describe
  console.warn(reason)
  return describe.skip
}

/**
 * Redis that appends each command to its file before it answers. The file survives the end of the process,
 * but not necessarily a failure of the machine.
 */
export async function redisServer(): Promise<DatabaseServer> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'webio-redis-'))
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'yes',
    '--appendfsync',
    'everysec',
  ]
  return serverOf(`redis://127.0.0.1:${port}`, folder, 'SIGKILL', async () => {
    const running = TestProcess.program('redis-server', [...args, '--dir', folder], folder)
    await running.says(/Ready to accept connections/)
    return running
  })
}

/** Postgres. It refuses to run as root, so a root process starts it as the user `postgres`. */
export async function postgresServer(): Promise<DatabaseServer> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'webio-postgres-'))
  const bin = postgresFolder() ?? ''
  const isRoot = process.getuid?.() === 0
  const idOf = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  const [uid, gid] = [idOf('-u'), idOf('-g')]
  if (isRoot) chownSync(folder, uid, gid)
  const asUser = (program: string, args: string[]): [string, string[]] =>
    isRoot
      ? ['setpriv', [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', join(bin, program), ...args]]
      : [join(bin, program), args]
  const data = join(folder, 'data')
  const [initdb, initArgs] = asUser('initdb', [
    '-D',
    data,
    '-A',
    'trust',
    '-U',
    'webio',
    '-E',
    'UTF8',
    '--no-sync',
  ])
  const made = spawnSync(initdb, initArgs, { cwd: folder, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb ended with ${made.status}: ${made.stderr}`)
  const settings = [
    `unix_socket_directories=${folder}`,
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'max_connections=40',
    // Its data survives the end of the process, but not necessarily a failure of the machine.
    'fsync=off',
  ]
  return serverOf(`postgres://webio@127.0.0.1:${port}/postgres`, folder, 'SIGQUIT', async () => {
    const running = TestProcess.program(
      ...asUser('postgres', ['-D', data, ...settings.flatMap((one) => ['-c', one])]),
      folder,
    )
    await running.says(/ready to accept connections/)
    return running
  })
}

async function serverOf(
  url: string,
  folder: string,
  signal: NodeJS.Signals,
  run: () => Promise<TestProcess>,
): Promise<DatabaseServer> {
  let running: TestProcess | null = await run()
  const crash = async () => {
    const process = running
    running = null
    process?.kill(signal)
    await process?.ended()
  }
  return {
    url,
    crash,
    async start() {
      running ??= await run()
    },
    async [Symbol.asyncDispose]() {
      await crash()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The folder with the programs of Postgres. */
function postgresFolder(): string | null {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : []
  return (
    versions.map((version) => `/usr/lib/postgresql/${version}/bin`).find((path) => existsSync(path)) ?? null
  )
}
