/** How long a tab may take to answer that it shows a session. */
const ANSWER_WITHIN_MS = 150
const CHANNEL = 'webio:sessions'

interface RollCall {
  readonly type: 'who-has' | 'i-have'
  readonly session: string
}

/** Answers other tabs that ask whether this one shows `session`. Returns a function that stops that. */
export function answerRollCalls(session: string): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {}
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<RollCall>) => {
    if (data.type === 'who-has' && data.session === session) channel.postMessage({ type: 'i-have', session })
  }
  return () => channel.close()
}

/** Whether another tab answers that it shows `session`. */
export async function isInRollCall(session: string): Promise<boolean> {
  if (typeof BroadcastChannel === 'undefined') return false
  const channel = new BroadcastChannel(CHANNEL)
  try {
    return await new Promise<boolean>((resolve) => {
      const silence = setTimeout(() => resolve(false), ANSWER_WITHIN_MS)
      channel.onmessage = ({ data }: MessageEvent<RollCall>) => {
        if (data.type !== 'i-have' || data.session !== session) return
        clearTimeout(silence)
        resolve(true)
      }
      channel.postMessage({ type: 'who-has', session } satisfies RollCall)
    })
  } finally {
    channel.close()
  }
}
