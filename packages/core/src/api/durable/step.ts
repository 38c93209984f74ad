import { SessionClosedException } from '../../errors'
import { spanned } from '../../engine/session-tracer'
import { derivedContext, runInContext, settledIn } from '../../engine/task-context'
import type { Task } from '../../engine/tasks/task'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import { liveContext } from '../live-context'
import { settled } from '../settled'

/** The argument of a step's function. */
export interface StepContext {
  /** Identifies this step of this session. It is the same in each attempt and after each restart. Pass it to services as an idempotency key. */
  readonly key: string
  /** Aborted when the attempt takes too long, and when the session or the task closes. */
  readonly signal: AbortSignal
}

export interface StepOptions {
  /** How often a step that throws is retried: first at once, then after 1, 2, 4 … seconds, at most 60. @default 0 */
  retries?: number
  /** The number of seconds that one attempt may take. @default no limit */
  timeout?: number
}

const STEP_RULES = { retries: 'number', timeout: 'number' } as const satisfies OptionRules

/** The maximum number of seconds between two attempts. */
const LONGEST_PAUSE = 60

/**
 * Runs a function that has effects outside the session, or that may return something else next time. A durable session records its result: after a
 * restart the step returns that result without running again. A step that was running when the process died runs again, with the same `key`. A step
 * starts when all earlier records of the session are in the store.
 *
 * @param name what the step does, for the journal. The name at this place of the task must stay the same while sessions live
 * @param fn returns data: JSON, undefined, Date, Map, Set, bytes, BigInt. An error that it throws is recorded too
 * @returns the result of `fn`, or a copy of it after a restart of a durable session. Rejects with the error of the last attempt
 * @throws TypeError if an argument is invalid; RangeError if `retries` is below 0 or `timeout` is 0 or less. The promise rejects with TypeError if
 * the result is not data, and with SessionClosedException if the session or the task closes first
 * @example const order = await step('load order', () => db.order(id))
 * @example await step('refund', ({ key }) => bank.refund(order.id, { idempotencyKey: key }), { retries: 3 })
 */
export function step<T>(
  name: string,
  fn: (context: StepContext) => T | PromiseLike<T>,
  options?: StepOptions,
): Promise<Awaited<T>> {
  const context = liveContext('step')
  checkArgument('step', 'name', name, 'string')
  checkArgument('step', 'fn', fn, 'function')
  const { retries = 0, timeout } = checkOptions('step', options, STEP_RULES)
  if (!Number.isInteger(retries) || retries < 0)
    throw new RangeError(`step: retries must be a whole number, 0 or more, not ${retries}.`)
  if (timeout !== undefined && timeout <= 0)
    throw new RangeError(`step: timeout must be more than 0 seconds, not ${timeout}.`)
  const { session, task, path } = context
  const caller = `step(${JSON.stringify(name)})`
  // Outputs and forms of the function are missing when the session runs again, so they must not count as calls of the task.
  const inside = session.durable ? derivedContext(context, { path: session.tasks.paths.outside() }) : context
  const attempts = (key: string): Promise<Awaited<T>> => {
    const pause = (seconds: number): Promise<void> =>
      new Promise((resolve) => void session.clock.setTimer(resolve, seconds * 1000))
    let attempted = 0
    const attempt = async (): Promise<Awaited<T>> => {
      const { signal, late, end } = attemptSignal(session, task, caller, timeout)
      try {
        const span = session.tracer?.step(session, name, ++attempted)
        return await spanned(span, async () =>
          Promise.race([runInContext(inside, () => fn({ key, signal })), late]),
        )
      } finally {
        end()
      }
    }
    return retried(attempt, retries, pause, () => session.isClosed || task.closed)
  }
  const result = session.recordedStep(path, `step:${name}`, caller, attempts)
  return settled(settledIn(context, untilClosed(task, caller, result)))
}

async function retried<T>(
  attempt: () => Promise<T>,
  retries: number,
  pause: (seconds: number) => Promise<void>,
  isOver: () => boolean,
): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await attempt()
    } catch (error) {
      if (failures >= retries || isOver()) throw error
      await pause(failures === 0 ? 0 : Math.min(LONGEST_PAUSE, 2 ** (failures - 1)))
    }
  }
}

/** Settles like `result`, but rejects if the task is closed first. */
function untilClosed<T>(
  task: Pick<Task, 'onClose' | 'waitFor'>,
  caller: string,
  result: Promise<T>,
): Promise<T> {
  const over = task.waitFor(caller)
  return new Promise((resolve, reject) => {
    const withdraw = task.onClose(() =>
      reject(new SessionClosedException(`${caller}: this session, or this task, has been closed.`)),
    )
    result.then(resolve, reject).finally(() => {
      withdraw()
      over()
    })
  })
}

/** The signal of one attempt. It is aborted, and `late` rejects, if the attempt takes too long. */
function attemptSignal(
  session: { readonly clock: { setTimer(fire: () => void, ms: number): () => void } },
  task: { onClose(cleanUp: () => void): () => void },
  caller: string,
  timeout: number | undefined,
): { readonly signal: AbortSignal; readonly late: Promise<never>; end(): void } {
  const controller = new AbortController()
  const cleanUps = [task.onClose(() => controller.abort(new SessionClosedException()))]
  const late = new Promise<never>((_resolve, reject) => {
    if (timeout === undefined) return
    const expire = (): void => {
      const error = new Error(`${caller}: an attempt has taken longer than ${timeout} s.`)
      controller.abort(error)
      reject(error)
    }
    cleanUps.push(session.clock.setTimer(expire, timeout * 1000))
  })
  late.catch(() => {})
  return { signal: controller.signal, late, end: () => cleanUps.forEach((cleanUp) => cleanUp()) }
}
