import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { freePort } from '../../core/test/support/free-port'
import { signalProcess } from '../../core/test/support/signal-process'

/** It is inside the workspace, so that the site finds its packages. Git and jest ignore it. */
const SITES = join(__dirname, '.sites')

/** The folder of the lockfile: a stand-alone output keeps the folders below it. */
const WORKSPACE = join(__dirname, '../../..')

/**
 * Copies a site, so that a test can change and build it.
 * @param home the folder for the copy; its packages are found from there
 */
export function copySite(source: string, home = SITES): string {
  mkdirSync(home, { recursive: true })
  const dir = mkdtempSync(join(home, 'site-'))
  cpSync(source, dir, {
    recursive: true,
    filter: (path) => !/[\\/](\.next|node_modules|\(webio\)|test)$|tsbuildinfo$/.test(path),
  })
  return dir
}

/**
 * Removes a site, or a part of it, whose processes have been stopped. Renames it first: as `next dev` ends, it starts a process of its own that
 * loads the configuration once more, and `withWebIO()` then writes the route.
 */
export function removeSite(dir: string): void {
  if (!existsSync(dir)) return
  const removed = `${dir}-removed`
  renameSync(dir, removed)
  rmSync(removed, { recursive: true })
}

/** The Next version of a site. */
const nextOf = (dir: string): string => createRequire(join(dir, 'package.json')).resolve('next/dist/bin/next')

/** A running Next.js site, and its output. */
export interface Site {
  readonly url: string
  readonly output: () => string
  /**
   * Ends the site like an orchestrator.
   * @returns milliseconds until the process had ended
   */
  stop(): Promise<number>
  /** Ends the site like a power failure. */
  kill(): Promise<void>
  /** Starts the same site again, on the same port. */
  again(): Promise<Site>
}

/**
 * Runs `next build`.
 * @param flags such as `--webpack`
 */
export async function buildSite(
  dir: string,
  env: Record<string, string> = {},
  ...flags: string[]
): Promise<string> {
  const { child, output } = run([nextOf(dir), 'build', ...flags], dir, env)
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`next build failed (${code}):\n${output()}`)
  return output()
}

/**
 * Runs `next dev` or `next start`.
 * @param flags such as `--webpack`
 */
export async function startSite(
  dir: string,
  command: 'dev' | 'start',
  env: Record<string, string> = {},
  ...flags: string[]
): Promise<Site> {
  const port = await freePort()
  const scheme = flags.includes('--experimental-https') ? 'https' : 'http'
  return started(() => run([nextOf(dir), command, '-p', String(port), ...flags], dir, env), port, scheme)
}

/**
 * Runs a custom server, which prints `Ready in` as Next does.
 * @param dir the folder from which it is started
 */
export async function startOwnServer(
  dir: string,
  file: string,
  env: Record<string, string> = {},
): Promise<Site> {
  const port = await freePort()
  return started(() => run([file], dir, { PORT: String(port), NODE_ENV: 'production', ...env }), port)
}

/**
 * Runs the stand-alone output of a built site in a different folder: it must contain everything that it needs. Copies the browser's files too, as
 * Next's documentation says.
 * @param home see `copySite`
 */
export async function startStandalone(
  dir: string,
  home = WORKSPACE,
  env: Record<string, string> = {},
): Promise<Site> {
  const outside = mkdtempSync(join(tmpdir(), 'webio-standalone-'))
  cpSync(join(dir, '.next/standalone'), outside, { recursive: true })
  const copy = join(outside, relative(home, dir))
  cpSync(join(dir, '.next/static'), join(copy, '.next/static'), { recursive: true })
  const port = await freePort()
  const site = await started(
    () => run(['server.js'], copy, { ...env, PORT: String(port), HOSTNAME: '127.0.0.1' }),
    port,
  )
  return {
    ...site,
    stop: async () => {
      const ms = await site.stop()
      removeSite(outside)
      return ms
    },
  }
}

interface Running {
  readonly child: ChildProcess
  readonly output: () => string
}

function run(args: string[], cwd: string, env: Record<string, string>): Running {
  const { NODE_ENV: _jest, ...inherited } = process.env
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...inherited, NEXT_TELEMETRY_DISABLED: '1', ...env } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return { child, output: () => text }
}

async function started(begin: () => Running, port: number, scheme = 'http'): Promise<Site> {
  const { child, output } = begin()
  const ended = once(child, 'exit')
  const ready = new Promise<void>((resolve) => {
    const look = (): void => {
      if (output().includes('Ready in')) resolve()
    }
    child.stdout?.on('data', look)
    look()
  })
  await Promise.race([
    ready,
    ended.then(([code]) => {
      throw new Error(`The site ended before it was ready (${String(code)}):\n${output()}`)
    }),
  ])
  return {
    url: `${scheme}://localhost:${port}`,
    output,
    again: () => started(begin, port, scheme),
    kill: async () => {
      killGroup(child)
      await ended
    },
    stop: async () => {
      const from = Date.now()
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        await ended
      }
      killGroup(child)
      return Date.now() - from
    },
  }
}

/** Kills all remaining processes of a site. */
function killGroup({ pid }: ChildProcess): void {
  if (pid) signalProcess(-pid, 'SIGKILL')
}
