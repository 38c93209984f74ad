import type { TaskContext } from '../../engine/task-context'
import { runInContext } from '../../engine/task-context'
import type { ScriptKind } from '../../protocol/commands'
import type { Json, JsonObject } from '../../protocol/json'
import { SessionException } from '../../errors'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions, describe } from '../arguments'
import { asJson } from '../json'
import { liveContext } from '../live-context'

/** Local variables of a script, by name. JSON; undefined is null there. */
export type ScriptArguments = { readonly [name: string]: Json | undefined }

/** What `eval_js` takes. */
export interface EvalOptions {
  /** Seconds after which it rejects with ScriptException, reason `timeout`. @default none: it waits as long as the session lives */
  timeout?: number
}

const EVAL_RULES = { timeout: 'number' } as const satisfies OptionRules

/**
 * Runs JavaScript in the page, in its global scope, behind all that was shown before. Nothing comes back: what the code throws, and a page that
 * refuses scripts (`allowScripts`, its content security policy), is logged on the server.
 *
 * @param args local variables of the code. JSON: safe to hold what a person typed, which the code itself is not
 * @throws TypeError where an argument is of the wrong type, or a name is no name of a variable
 * @example run_js('document.title = title', { title: 'Report' })
 */
export function run_js(code: string, args: ScriptArguments = {}): void {
  const context = liveContext('run_js')
  const { session } = context
  runScript('run_js', context, 'statements', code, args).catch((error: unknown) => {
    if (!(error instanceof SessionException))
      session.logger.warn(`[webio] application "${session.app}": ${(error as Error).message}`)
  })
}

/**
 * The value of a JavaScript expression in the page. A promise is awaited there; what JSON has no value for is null. Only this task waits.
 *
 * @param args local variables of the expression. JSON
 * @returns rejects with ScriptException where the expression throws or rejects, where the page refuses scripts, and where a reload or
 * `timeout` leaves it without an answer. `T` is what the author says that it is: nobody checks it
 * @throws TypeError where an argument is of the wrong type; RangeError for a timeout of 0 or less
 * @example const width = await eval_js<number>('innerWidth')
 */
export function eval_js<T extends Json = Json>(
  expression: string,
  args: ScriptArguments = {},
  options?: EvalOptions,
): Promise<T> {
  const context = liveContext('eval_js')
  const { timeout } = checkOptions('eval_js', options, EVAL_RULES)
  if (timeout !== undefined && timeout <= 0)
    throw new RangeError(`eval_js: timeout must be more than 0 seconds, not ${timeout}.`)
  return runScript('eval_js', context, 'expression', expression, args, timeout) as Promise<T>
}

const VARIABLE = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

function runScript(
  caller: string,
  context: TaskContext,
  kind: ScriptKind,
  code: string,
  args: ScriptArguments,
  timeout?: number,
): Promise<Json> {
  const { session, task, path } = context
  checkArgument(caller, kind === 'expression' ? 'expression' : 'code', code, 'string')
  checkArgument(caller, 'args', args, 'object')
  for (const name of Object.keys(args)) {
    if (!VARIABLE.test(name))
      throw new TypeError(`${caller}: args must have names of variables, not ${describe(name)}.`)
  }
  const answer = session.scripts.run(
    {
      caller,
      kind,
      path,
      code,
      args: asJson(caller, 'args', withNulls(args)) as JsonObject,
      ...(timeout !== undefined && { timeoutMs: timeout * 1000 }),
      asTask: (body) => runInContext(context, body),
    },
    (giveUp) => task.onClose(giveUp),
  )
  // Who does not await the answer must not bring the process down when the session closes.
  answer.catch(() => {})
  return answer
}

/** JSON has no undefined: an argument that is not given is a variable that is null, not one that does not exist. */
function withNulls(args: ScriptArguments): JsonObject {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, value ?? null]))
}
