import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { DamagedJournalError } from '../../engine/durable/journal-store'
import type { JournalRecord } from '../../engine/durable/records'
import { rehearse } from '../../engine/host/rehearsal'
import type { TaskFunction } from '../../engine/tasks/applications'
import { namedApplications } from '../../engine/tasks/applications'
import { DurableMismatch } from '../../errors'
import { installAsyncContext } from '../../server/async-context'
import { readJournalFile } from '../../server/durable/journal-file'
import { wholeRecord } from '../../server/durable/large-records'
import { secretSealer } from '../../server/durable/secret-sealer'
import { KeptFileStore } from '../../server/files/kept-file-store'
import { loadModule } from '../../server/modules/load-module'
import { nodeClock } from '../../server/process/node-clock'
import { UsageError } from '../arguments'
import { applicationsIn, existingFile } from '../find-applications'
import { findJournals } from './find-journals'
import type { ReplayCommand } from './replay-arguments'

/** How many milliseconds a program may take for its own waiting. */
const PATIENCE_MS = 5000

/** A journal with all its records. */
interface LoadedJournal {
  readonly session: string
  readonly app: string
  readonly records: readonly JournalRecord[]
  /** The folder of its store. */
  readonly folder: string
}

/**
 * Runs the applications of a file through journals, and prints for each journal whether it matches.
 * @returns the exit code: 1 if a journal does not match
 * @throws UsageError if a file does not exist
 */
export async function replay(command: ReplayCommand): Promise<0 | 1> {
  const file = existingFile(command.file)
  const journals = findJournals(command.journals)
  installAsyncContext()
  const applications = namedApplications(
    applicationsIn(await loadModule(file), command.file),
    `webio replay ${command.file}`,
  )
  let failed = 0
  for (const path of journals) {
    const problem = await problemOf(path, applications)
    if (problem !== null) failed++
    say(problem === null ? `ok   ${path}` : `FAIL ${path}: ${problem}`)
  }
  say(`${journals.length - failed} of ${journals.length} journals match.`)
  return failed === 0 ? 0 : 1
}

/** Describes what is wrong with a journal; null if the program matches it. */
async function problemOf(
  path: string,
  applications: ReadonlyMap<string, TaskFunction>,
): Promise<string | null> {
  const journal = await loadJournal(path).catch((error: unknown) => {
    if (error instanceof DamagedJournalError) return error.message
    throw error
  })
  if (typeof journal === 'string') return journal
  const { session, app, records } = journal
  try {
    const task = applications.get(app)
    if (!task)
      return `session ${session} is of application ${JSON.stringify(app)}, and there are ${[...applications.keys()].join(', ')}.`
    const used = await rehearse({ id: session, task, clock: nodeClock, patienceMs: PATIENCE_MS, ...environmentOf(journal) }) // prettier-ignore
    if (used === records.length) return null
    return `session ${session}, record ${used + 1} has a password, which needs the WEBIO_DURABLE_SECRET of the server.`
  } catch (error) {
    if (!(error instanceof DurableMismatch)) throw error
    const record = error.record === null ? '' : `, record ${error.record}`
    return `session ${session}${record}. ${error.message}`
  }
}

function environmentOf({ app, records, folder }: LoadedJournal) {
  const secret = process.env['WEBIO_DURABLE_SECRET']
  const sealer = secret === undefined ? undefined : secretSealer(secret)
  return { app, records, sealer, files: new KeptFileStore(join(folder, 'files/uploads'), Infinity, Infinity) }
}

/**
 * @throws DamagedJournalError; UsageError if the file is not a journal
 */
async function loadJournal(path: string): Promise<LoadedJournal> {
  const file = readable(path, await readFile(path))
  const { id, app } = file.session
  if (file.damage) throw new DamagedJournalError(id, file.damage.seq, file.damage.reason)
  const folder = dirname(path)
  const records: JournalRecord[] = []
  for (const entry of file.entries)
    records.push((await wholeRecord(join(folder, 'files/records'), id, entry)) as unknown as JournalRecord)
  return { session: id, app, records, folder }
}

function readable(path: string, bytes: Buffer): NonNullable<ReturnType<typeof readJournalFile>> {
  const problem = `${path} is not a journal of a durable session.`
  try {
    const file = readJournalFile(bytes)
    if (file) return file
  } catch (cause) {
    throw new UsageError(problem, { cause })
  }
  throw new UsageError(problem)
}

const say = (text: string): void => void process.stdout.write(`${text}\n`)
