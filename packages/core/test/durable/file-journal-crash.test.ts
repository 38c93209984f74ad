import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { FileJournalStore } from '../../src/server/durable/file-journal-store'
import { numbered } from './numbered'
import { LEASE_MS, loaded } from './stored-sessions'

const PROGRAM = join(__dirname, 'appending-process.ts')
const REGISTER = join(require.resolve('jiti/package.json'), '../lib/jiti-register.mjs')
const SESSIONS = 3

let folder: string
let store: FileJournalStore
const children = new Set<ReturnType<typeof spawn>>()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webio-journals-'))
  store = new FileJournalStore(folder)
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await store.close()
  await rm(folder, { recursive: true })
})

/** What a child process said about a session. */
interface Said {
  readonly word: string
  readonly id: string
  readonly rest: string
}

/**
 * @param limits commands for the shell, such as `ulimit -f 8`
 */
function start(limits: string, args: readonly (string | number)[]) {
  // The program inherits the ignored signal, so its write fails instead.
  const shell = `trap '' XFSZ; ${limits}; exec "$0" "$@"`
  const child = spawn(
    'sh',
    ['-c', shell, process.execPath, '--import', REGISTER, PROGRAM, folder, ...args.map(String)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  children.add(child)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const lines = createInterface({ input: child.stdout })
  return { child, ended: ended.then(() => void children.delete(child)), lines }
}

/**
 * Kills a process once it has reported `acknowledged` writes.
 * @returns everything that it said
 */
async function killed(acknowledged: number, bytes: number): Promise<Said[]> {
  const { child, ended, lines } = start(':', [SESSIONS, bytes])
  const said: Said[] = []
  lines.on('line', (line) => {
    const [word = '', id = '', ...rest] = line.split(' ')
    said.push({ word, id, rest: rest.join(' ') })
    if (said.filter((one) => one.word === 'has').length >= acknowledged) child.kill('SIGKILL')
  })
  await ended
  return said
}

const lastSaid = (said: readonly Said[], id: string) =>
  Number(said.findLast((one) => one.word === 'has' && one.id === id)?.rest ?? 0)

it('loses no acknowledged record when its process is killed, and can be taken over at once', async () => {
  const random = [3, 11, 6, 17]
  for (const [round, acknowledged] of random.entries()) {
    const bytes = round % 2 === 0 ? 200 : 60_000
    const said = await killed(acknowledged, bytes)
    for (let index = 0; index < SESSIONS; index++) {
      const id = `s${index}`
      // The lease lasts for hours, so only the end of its process releases it.
      expect(said).toContainEqual({ word: 'holds', id, rest: String(2 * round + 1) })
      const entries = await loaded(store, id)
      expect(entries.at(-1)?.seq ?? 0).toBeGreaterThanOrEqual(lastSaid(said, id))
      const first = entries[0]?.seq ?? 1
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => first + at))
      const claim = await store.claim(id, 'parent', LEASE_MS)
      expect(claim).toEqual({ session: id, epoch: 2 * round + 2 })
      expect(await loaded(store, id)).toEqual(entries)
      await store.release([claim!])
    }
  }
}, 60_000)

it('does not let anyone claim what a running process holds', async () => {
  const { child, ended, lines } = start(':', [1, 100])
  for await (const line of lines) if (line.startsWith('has')) break
  expect(await store.claim('s0', 'parent', LEASE_MS)).toBeNull()
  // A stopped process has not ended.
  child.kill('SIGSTOP')
  expect(await store.claim('s0', 'parent', LEASE_MS)).toBeNull()
  child.kill('SIGKILL')
  await ended
  expect(await store.claim('s0', 'parent', LEASE_MS)).toEqual({ session: 's0', epoch: 2 })
}, 30_000)

it('reports a full disk in the middle of a record, and loses nothing that was acknowledged', async () => {
  // In blocks of 512 bytes.
  const { ended, lines } = start('ulimit -f 24', [1, 3000])
  const said: string[] = []
  for await (const line of lines) said.push(line)
  await ended
  expect(said.at(-1)).toMatch(/^failed s0 (append to|truncate) session s0: EFBIG in .*: raise the limit/)
  const last = Number(said.findLast((line) => line.startsWith('has'))!.split(' ')[2])
  const entries = await loaded(store, 's0')
  expect(entries.at(-1)!.seq).toBe(last)
  const claim = (await store.claim('s0', 'parent', LEASE_MS))!
  await store.append(claim, [numbered(last + 1, 3000)])
  expect(await loaded(store, 's0')).toEqual([...entries, numbered(last + 1, 3000)])
}, 30_000)

it('reports that too many files are open, and loses nothing that was acknowledged', async () => {
  const { ended, lines } = start('ulimit -n 60', [200, 100, 12])
  const said: string[] = []
  for await (const line of lines) said.push(line)
  await ended
  const failed = said.filter((line) => line.startsWith('failed'))
  expect(failed[0]).toMatch(/EMFILE in .*: raise the limit \(`ulimit -n`\)/)
  for (const line of said.filter((one) => one.startsWith('has'))) {
    const [, id = '', seq] = line.split(' ')
    expect((await store.get(id))!.lastSeq).toBeGreaterThanOrEqual(Number(seq))
  }
}, 30_000)
