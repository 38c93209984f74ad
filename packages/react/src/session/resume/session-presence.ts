import { answerRollCalls, isInRollCall } from './session-roll-call'

/**
 * Says that this page shows a session, so that a duplicate of its tab does not take the session up. By a Web Lock, which the browser knows at
 * once however busy this page is; where there are none, by answering the calls of other pages.
 * @returns a function that takes it back
 */
export function announceSession(session: string): () => void {
  const stop = answerRollCalls(session)
  const locks = webLocks()
  if (!locks) return stop
  let release = (): void => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  // Another page has it already: nothing depends on which of the two. Rejects when the document goes.
  locks.request(lockOf(session), { mode: 'shared' }, () => held).catch(() => {})
  return () => {
    release()
    stop()
  }
}

/** Tells whether another page shows a session. Without Web Locks, a page that does not answer may be busy: the server has the last word (rule H9). */
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

/** Only in secure contexts. */
function webLocks(): LockManager | undefined {
  return typeof navigator === 'undefined' ? undefined : navigator.locks
}
