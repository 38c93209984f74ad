import type { JournalStore } from '../engine/durable/journal-store'
import { MemoryJournalStore } from '../engine/durable/memory-journal-store'
import type { DurableHostOptions } from '../engine/host/durable-sessions'
import type { SessionHost } from '../engine/host/session-host'
import type { Session } from '../engine/session'
import type { Clock } from '../engine/clock'

/** How many milliseconds a replay waits for missing parts. In a test, nothing takes longer. */
const PATIENCE_MS = 1000

/** The options that make the sessions of a test durable. */
export function durableOptions({
  durable,
  clock,
}: {
  readonly durable?: boolean | JournalStore
  readonly clock?: Clock
}): DurableHostOptions {
  const store = typeof durable === 'object' ? durable : new MemoryJournalStore(clock)
  return { store, owner: 'test', patienceMs: PATIENCE_MS }
}

/**
 * Frees a session's memory, and continues the session from its journal.
 * @throws Error if the session is not durable or has ended; DurableMismatch if its task does something different
 */
export async function restartSession(host: SessionHost, session: Session): Promise<void> {
  const { id, secret } = session
  if (!host.durable || !session.durable?.isKept)
    throw new Error('restart: the session is not durable. Open it with open_app(task, { durable: true }).')
  if (session.isClosed) throw new Error('restart: the session has ended.')
  await session.suspend()
  const resumed = await host.durable.resume(id, secret)
  if (resumed === null || resumed === 'held') throw new Error('restart: the session has ended.')
}
