import { answerRollCalls, isInRollCall } from './session-roll-call'

/**
 * Announces that this page shows a session, so that a duplicate of its tab does not resume the session. It uses a Web Lock, which the browser reports
 * at once however busy this page is. If there are none, it answers the calls of other pages.
 * @returns a function that ends the announcement
 */
export function announceSession(session: string): () => void {
  const stop = answerRollCalls(session)
  const locks = webLocks()
  if (!locks) return stop
  let release = (): void => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  // If another page has the lock already, either of the two will do. Rejects when the document goes away.
  locks.request(lockOf(session), { mode: 'shared' }, () => held).catch(() => {})
  return () => {
    release()
    stop()
  }
}

/** Whether another page shows a session. Without Web Locks, a page that does not answer may just be busy, so the server decides (rule H9). */
export async function isShownElsewhere(session: string): Promise<boolean | 'unsure'> {
  try {
    const { held = [], pending = [] } = (await webLocks()?.query()) ?? {}
    if ([...held, ...pending].some(({ name }) => name === lockOf(session))) return true
    if (webLocks()) return false
  } catch {
    // An opaque origin: the browser has locks, but not for this page.
  }
  return (await isInRollCall(session)) || 'unsure'
}

function lockOf(session: string): string {
  return `webio:session:${session}`
}

/** Available only in secure contexts. */
function webLocks(): LockManager | undefined {
  return typeof navigator === 'undefined' ? undefined : navigator.locks
}
