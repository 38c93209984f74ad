import type { TaskContext } from '../../engine/task-context'
import { runInContext } from '../../engine/task-context'
import type { ScriptKind } from '../../protocol/commands'
import type { Json, JsonBound, JsonObject, JsonObjectShape } from '../../protocol/json'
import { SessionException } from '../../errors'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions, describe } from '../arguments'
import { asJson } from '../json'
import { liveContext } from '../live-context'

/** Local variables of a script, by name. JSON; undefined is null there. */
export type ScriptArguments<Args = JsonObject> = JsonObject | JsonObjectShape<Args>

/** Options of `eval_js`. */
export interface EvalOptions {
  /** The number of seconds after which it rejects with ScriptException, reason `timeout`. @default no limit: it waits until the session ends */
  timeout?: number
}

const EVAL_RULES = { timeout: 'number' } as const satisfies OptionRules

/**
 * Runs JavaScript in the page's global scope, after all earlier outputs. It returns nothing: errors of the code, and refusals of the page
 * (`allowScripts`, its content security policy), are logged on the server.
 *
 * @param args local variables of the code, as JSON. They may contain a person's input; the code itself must not
 * @throws TypeError if an argument has the wrong type, or a name is not a valid variable name
 * @example run_js('document.title = title', { title: 'Report' })
 */
export function run_js<Args extends object = JsonObject>(code: string, args?: ScriptArguments<Args>): void
export function run_js(code: string, args: ScriptArguments = {}): void {
  const context = liveContext('run_js')
  const { session } = context
  runScript('run_js', context, 'statements', code, args).catch((error: unknown) => {
    if (!(error instanceof SessionException))
      session.logger.warn(`[webio] application "${session.app}": ${(error as Error).message}`)
  })
}

/**
 * Evaluates a JavaScript expression in the page. The page awaits a promise; a value that JSON cannot express becomes null. Only this task waits.
 *
 * @param args local variables of the expression. JSON
 * @returns the value. Rejects with ScriptException if the expression throws or rejects, if the page refuses scripts, or if a reload or `timeout`
 * prevents an answer. `T` is the author's declaration and is not checked
 * @throws TypeError if an argument has the wrong type; RangeError for a timeout of 0 or less
 * @example const width = await eval_js<number>('innerWidth')
 */
export function eval_js<T extends JsonBound<T> = Json, Args extends object = JsonObject>(
  expression: string,
  args?: ScriptArguments<Args>,
  options?: EvalOptions,
): Promise<T>
export function eval_js<T extends JsonBound<T> = Json>(
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
  // An unawaited answer must not end the process when the session closes.
  answer.catch(() => {})
  return answer
}

/** JSON has no undefined: a missing argument becomes a variable with the value null, so the variable still exists. */
function withNulls(args: ScriptArguments): JsonObject {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, value ?? null]))
}
