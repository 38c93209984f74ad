import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { folderWith, TestProcess } from '../../../core/test/cli/webio-process'
import { postgresServer, redisServer } from '../../../core/test/support/database-servers'
import { freePort } from '../../../core/test/support/free-port'
import type { Figures } from './load-pages'
import { COUNTING, LoadPages } from './load-pages'
import { badNewsIn } from './bad-news'

export type Store = 'redis' | 'postgres'

/** A run of many pages against `webio FILE --workers N` with durable sessions. */
export interface LoadOptions {
  readonly store: Store
  readonly workers: number
  readonly sessions: number
  /**
   * How long pages answer forms. After a third of this time, a worker is killed. After two thirds, all
   * workers are replaced.
   */
  readonly seconds: number
  /** The average pause between two answers, in milliseconds. */
  readonly pauseMs: number
}

/**
 * The result of a run. An answer at the moment of the kill waits for the claim of the dead worker to expire.
 */
export interface LoadReport extends Figures {
  /** The memory of the workers per session that waits for its answer. */
  readonly kilobytesPerSession: number
  /** The problems that the workers reported. */
  readonly log: readonly string[]
}

/** All pages come from one address. */
const APP = `
import { input, put_text } from '@webio/core'
import { start_server } from '@webio/core/server'
${COUNTING}
const { LOAD_PORT, LOAD_STORE } = process.env
await start_server(main, { port: Number(LOAD_PORT), host: '127.0.0.1', durable: LOAD_STORE, max_sessions_per_ip: Infinity })
`

/** Plays a run, and reports its progress. */
export async function playLoad(
  options: LoadOptions,
  say: (line: string) => void = () => {},
): Promise<LoadReport> {
  const { store, workers, sessions, seconds, pauseMs } = options
  await using database = await (store === 'redis' ? redisServer() : postgresServer())
  using folder = folderWith({ 'app.mjs': APP })
  await using webio = TestProcess.webio(folder.path, ['app.mjs', '--workers', String(workers)], {
    LOAD_PORT: String(await freePort()),
    LOAD_STORE: database.url,
  })
  await webio.says(/workers? serves?\./)
  const url = await webio.url()
  const before = memoryOf(webio.pid)

  using pages = await LoadPages.open([url], sessions)
  const kilobytesPerSession = (memoryOf(webio.pid) - before) / sessions
  say(`${sessions} sessions wait for their answers`)

  const third = (seconds * 1000) / 3
  const figures = await pages.answer(pauseMs, async () => {
    await sleep(third)
    const [victim] = workersOf(webio.pid)
    if (!victim) throw new Error('There is no worker to kill.')
    process.kill(victim.pid, 'SIGKILL')
    say(`worker ${victim.pid} was killed`)
    await webio.says(new RegExp(`worker ${victim.pid} has died`))
    await sleep(third)
    webio.kill('SIGHUP')
    say('all workers are being replaced')
    await webio.says(/all workers were replaced/)
    await sleep(third)
  })
  return { ...figures, kilobytesPerSession, log: badNewsIn(webio.output) }
}

interface RunningWorker {
  readonly pid: number
  readonly kilobytes: number
}

/** The child processes of a process. */
function workersOf(parent: number): RunningWorker[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, ppid]) => ppid === parent)
    .map(([pid = 0, , kilobytes = 0]) => ({ pid, kilobytes }))
}

function memoryOf(parent: number): number {
  return workersOf(parent).reduce((sum, { kilobytes }) => sum + kilobytes, 0)
}
