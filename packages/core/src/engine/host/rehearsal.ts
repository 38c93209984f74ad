import type { Clock } from '../clock'
import { Node } from '../cluster/node'
import type { DurableSetup } from '../durable/durable-events'
import { DurableEvents } from '../durable/durable-events'
import { Journal } from '../durable/journal'
import { MemoryJournalStore } from '../durable/memory-journal-store'
import type { JournalRecord } from '../durable/records'
import type { Sealer } from '../durable/sealer'
import type { FileStore, StoredFile } from '../files/file-store'
import { silentLogger } from '../logger'
import { Session } from '../session'
import type { TaskFunction } from '../tasks/applications'
import { infoOf, openRecordOf } from './open-record'

/** A journal, and the program that is to go through it. */
export interface RehearsalOptions {
  /** Id of the session that has written the journal. */
  readonly id: string
  readonly app: string
  readonly task: TaskFunction
  readonly records: readonly JournalRecord[]
  readonly clock: Clock
  /** Opens passwords. Without it, a rehearsal ends before the first record with one. */
  readonly sealer?: Sealer | undefined
  /** Where the session's uploads are. */
  readonly files?: FileStore | undefined
  /** Milliseconds that it waits for what is missing. */
  readonly patienceMs: number
}

/**
 * Runs a program through a journal, as after a restart, and ends it where the journal ends. Nothing is shown, written or sent; steps do not run. What a
 * program does outside of steps happens.
 * @returns how many records were used: fewer than there are if a password in one of them cannot be read
 * @throws DurableMismatch if the program does something else than the one that wrote the journal
 */
export async function rehearse(options: RehearsalOptions): Promise<number> {
  const { id, app, task, records, clock, sealer, files, patienceMs } = options
  const open = openRecordOf(records)
  const session = new Session({
    ...{
      id,
      app,
      secret: '',
      params: open.params,
      info: infoOf(open),
      reconnectTimeout: 1,
      onGone: () => {},
    },
    common: { debug: false, clock, logger: silentLogger, ...(files && { files: readOnly(files) }) },
    durable: setupOf(records, clock, sealer, patienceMs),
  })
  // A node of its own: it must not join the rooms of those that live.
  new Node().add(session)
  try {
    return await session.replay(task)
  } finally {
    session.drop()
  }
}

function setupOf(
  records: readonly JournalRecord[],
  clock: Clock,
  sealer: Sealer | undefined,
  patienceMs: number,
): DurableSetup {
  const claim = { session: '', epoch: 0 }
  const listener = { grown() {}, givenUp() {}, fallenBehind() {}, caughtUp() {}, written() {}, lost() {} }
  const journal = new Journal({ store: new MemoryJournalStore(), claim, clock, listener })
  // Nothing is written.
  journal.stop()
  const setup: DurableSetup = {
    ...{ journal, records: [...records], run: 0, version: '', patienceMs, sealer },
    create: (session, link) => new DurableEvents(session, setup, link),
    ended: async () => {},
    released: async () => {},
  }
  return setup
}

/** The files belong to the session that lives. */
function readOnly(files: FileStore): FileStore {
  const kept = (file: StoredFile): StoredFile => ({
    keptAs: file.keptAs,
    size: file.size,
    write: async () => {},
    rest: async () => {},
    sync: async () => {},
    content: () => file.content(),
    stream: () => file.stream(),
    path: () => file.path(),
    delete: async () => {},
  })
  return {
    maxBytes: files.maxBytes,
    maxSessionBytes: files.maxSessionBytes,
    hasRoom: () => true,
    create: (name, session) => kept(files.create(name, session)),
    ...(files.reopen && {
      reopen: (session: string, keptAs: string, whole: number) =>
        kept(files.reopen?.(session, keptAs, whole) as StoredFile),
    }),
  }
}
