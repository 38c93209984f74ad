import { SessionClosedException } from '../../errors'
import { runInContext } from '../../engine/task-context'
import { checkArgument } from '../arguments'
import { settled } from '../settled'
import { liveContext } from '../live-context'

/**
 * Waits. Unlike a timer, it ends with the session: nothing continues after the visitor has left.
 *
 * @param seconds 0 or more, possibly with a fraction
 * @returns a promise that rejects with SessionClosedException if the session or the task ends first
 * @throws TypeError if `seconds` is not a number, RangeError if it is negative
 * @example while (true) { put_text(new Date().toLocaleTimeString()); await sleep(1) }
 */
export function sleep(seconds: number): Promise<void> {
  const context = liveContext('sleep')
  checkArgument('sleep', 'seconds', seconds, 'number')
  if (seconds < 0) throw new RangeError(`sleep: seconds must be 0 or more, not ${seconds}.`)
  const { session, task, path } = context
  return settled(
    new Promise<void>((resolve, reject) => {
      const cleanUps: (() => void)[] = []
      const end = (settle: () => void): void => {
        for (const cleanUp of cleanUps) cleanUp()
        runInContext(context, settle)
      }
      const closed = (): void =>
        end(() => reject(new SessionClosedException('sleep: this session, or this task, has been closed.')))
      cleanUps.push(
        task.waitFor(`sleep(${seconds})`),
        session.timer(path, 'sleep', () => end(resolve), seconds * 1000),
        task.onClose(closed),
        session.onClose(closed),
      )
    }),
  )
}
