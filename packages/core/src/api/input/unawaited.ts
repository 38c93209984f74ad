import type { TaskContext } from '../../engine/task-context'

/**
 * In debug mode, points out an answer that nobody has awaited by the time the task ends: `input('Name')` without `await` shows a form that
 * goes at once, and nothing says why.
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
    `${caller}: the task has ended and nobody awaits the answer. Write "await ${caller}(…)".`,
  )
  let isUsed = false
  let withdraw = (): void => {}
  // Before the trap below is set: this is no use by the author.
  const settled = (): void => withdraw()
  answer.then(settled, settled)
  // Whatever uses a promise (await, then, Promise.all) asks for its constructor first.
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
