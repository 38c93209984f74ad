import type { TaskContext } from '../../engine/task-context'

/**
 * In debug mode, reports an answer that the task has not awaited when it ends: `input('Name')` without `await` shows a form that disappears at once,
 * without an explanation.
 *
 * @param caller the function that asked
 * @returns the promise itself
 */
export function pointOutUnawaited<T>(
  caller: string,
  { session, task, path }: TaskContext,
  answer: Promise<T>,
): Promise<T> {
  if (!session.debug) return answer
  const asked = new Error(
    `${caller}: the task has ended without awaiting the answer. Write "await ${caller}(…)".`,
  )
  let isUsed = false
  let withdraw = (): void => {}
  // Before the trap below is set, so that this access does not count as the author's.
  const settled = (): void => withdraw()
  answer.then(settled, settled)
  // Every use of a promise (await, then, Promise.all) reads its constructor first.
  void Object.defineProperty(answer, 'constructor', {
    configurable: true,
    get() {
      isUsed = true
      return Promise
    },
  })
  withdraw = task.onEnd(() => {
    if (!isUsed && !session.isClosed) session.pointOut(asked, path)
  })
  return answer
}
