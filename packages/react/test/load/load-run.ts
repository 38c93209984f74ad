import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { folderWith, TestProcess } from '../../../core/test/cli/webio-process'
import { freePort, postgresServer, redisServer } from '../../../core/test/support/database-servers'
import type { Seen } from './load-page'
import { LoadPage } from './load-page'

export type Store = 'redis' | 'postgres'

/** A run of many pages against `webio FILE --workers N` with durable sessions. */
export interface LoadOptions {
  readonly store: Store
  readonly workers: number
  readonly sessions: number
  /** How long pages answer forms. A third later a worker is killed; another third later, all are replaced. */
  readonly seconds: number
  /** Milliseconds between an answer and the next, on average. */
  readonly pauseMs: number
}

/** What came of a run. Times are milliseconds from an answer to the next form. */
export interface LoadReport {
  readonly answers: number
  readonly lost: number
  readonly errors: readonly string[]
  readonly p50: number
  readonly p99: number
  /** The longest: an answer in the moment of the kill waits for the claim of the dead worker to expire. */
  readonly longest: number
  /** Of the workers, for each session that waits for its answer. */
  readonly kilobytesPerSession: number
  /** What the workers have said that was not good news. */
  readonly log: readonly string[]
}

/** Shows how many answers it has had, and the last one. All pages come from one address. */
const APP = `
import { input, put_text } from '@webio/core'
import { start_server } from '@webio/core/server'

async function main() {
  const shown = put_text('0')
  for (let count = 1; ; count++) shown.update({ text: count + ' ' + (await input('Answer')) })
}

const { LOAD_PORT, LOAD_STORE } = process.env
await start_server(main, { port: Number(LOAD_PORT), host: '127.0.0.1', durable: LOAD_STORE, max_sessions_per_ip: Infinity })
`

/** How many pages connect at a time: each is a connection, a session and a journal. */
const AT_A_TIME = 50

/** WebSocket at once, long-polling alone, and both, one page after the other. */
const TRANSPORTS = [['websocket'], ['polling'], ['polling', 'websocket'], ['websocket', 'polling']] as const

/** Plays a run, and says on the way what happens. */
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

  const seen: Seen = { waits: [], errors: [], lost: 0 }
  const pages = Array.from(
    { length: sessions },
    (_, i) => new LoadPage(url, TRANSPORTS[i % TRANSPORTS.length] ?? TRANSPORTS[0], seen),
  )
  for (let i = 0; i < pages.length; i += AT_A_TIME)
    await Promise.all(pages.slice(i, i + AT_A_TIME).map((page) => page.open()))
  const kilobytesPerSession = (memoryOf(webio.pid) - before) / sessions
  say(`${sessions} sessions wait for their answers`)

  let hasEnded = false
  const answered = Promise.all(pages.map((page) => page.answer(pauseMs, () => hasEnded)))
  const third = (seconds * 1000) / 3
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
  hasEnded = true
  await answered
  for (const page of pages) page.close()
  return reportOf(seen, kilobytesPerSession, webio.output)
}

interface RunningWorker {
  readonly pid: number
  readonly kilobytes: number
}

/** The processes that a process has started. */
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

function reportOf({ waits, errors, lost }: Seen, kilobytesPerSession: number, output: string): LoadReport {
  const sorted = [...waits].sort((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return {
    ...{ answers: waits.length, lost, errors, kilobytesPerSession },
    ...{ p50: at(0.5), p99: at(0.99), longest: at(1) },
    log: output.split('\n').filter((line) => /error|cannot|fails|not durable/i.test(line)),
  }
}
