let channel: MessageChannel | null = null
const waiting: (() => void)[] = []

/**
 * Runs `work` in a separate task, after the current frame has been painted. Unlike a timer, it is not throttled in a
 * background tab.
 */
export function soon(work: () => void): void {
  if (typeof MessageChannel === 'undefined') {
    setTimeout(work, 0)
    return
  }
  if (!channel) {
    channel = new MessageChannel()
    channel.port1.onmessage = () => waiting.shift()?.()
  }
  waiting.push(work)
  channel.port2.postMessage(null)
}
