import type { Json, ScriptResultEvent, ScriptRunCommand } from '@webio/core/protocol'
import { inNextFrame } from './frame-scheduler'
import { pendingLoads } from '../session/pending-loads'

/** What a page answers to a script, without its number. */
type Outcome =
  | { readonly ok: true; readonly value: Json }
  | Pick<Extract<ScriptResultEvent, { ok: false }>, 'ok' | 'reason' | 'message'>

/**
 * Runs the scripts of `run_js` and `eval_js`, in the order in which they came: each once what was shown before it is in the document. A promise
 * does not hold up the next.
 */
export class ScriptRunner {
  readonly #answer: (event: ScriptResultEvent) => void
  #waiting: ScriptRunCommand[] = []
  #withdraw = (): void => {}
  #isOver = false

  /** @param answer sends how a script went */
  constructor(answer: (event: ScriptResultEvent) => void) {
    this.#answer = answer
  }

  /** @param isAllowed false: it is refused */
  add(command: ScriptRunCommand, isAllowed: boolean): void {
    if (!isAllowed)
      return this.#settle(command, { ok: false, reason: 'refused', message: 'this page allows no scripts' })
    this.#waiting.push(command)
    if (this.#waiting.length === 1) this.#schedule()
  }

  /** The page is over: what has not run will not. */
  dispose(): void {
    this.#withdraw()
    this.#isOver = true
  }

  #schedule(): void {
    this.#withdraw = inNextFrame(() => {
      const loads = pendingLoads()
      if (!loads) this.#runAll()
      else void loads.then(() => this.#isOver || this.#schedule())
    })
  }

  #runAll(): void {
    const scripts = this.#waiting
    this.#waiting = []
    for (const command of scripts) void run(command).then((outcome) => this.#settle(command, outcome))
  }

  #settle({ script }: ScriptRunCommand, outcome: Outcome): void {
    this.#answer({ type: 'script-result', script, ...outcome })
  }
}

/** What a script gives. Its synchronous part runs at once. */
async function run({ kind, code, args }: ScriptRunCommand): Promise<Outcome> {
  let body: (...values: unknown[]) => unknown
  try {
    body = new Function(
      ...Object.keys(args),
      kind === 'expression' ? `return (${code}\n)` : code,
    ) as typeof body
  } catch (error) {
    // Not a SyntaxError: the page's content security policy forbids it.
    if (!(error instanceof SyntaxError)) return { ok: false, reason: 'refused', message: String(error) }
    return threw(kind, error)
  }
  try {
    const value = await body(...Object.values(args))
    return kind === 'expression' ? asJson(value) : { ok: true, value: null }
  } catch (error) {
    return threw(kind, error)
  }
}

function threw(kind: ScriptRunCommand['kind'], error: unknown): Outcome {
  // To the console and to who listens, as an error of a script of the page's own. That of an expression is the task's to handle.
  if (kind === 'statements') reportError(error)
  return { ok: false, reason: 'threw', message: String(error) }
}

function asJson(value: unknown): Outcome {
  try {
    return { ok: true, value: JSON.parse(JSON.stringify(value) ?? 'null') as Json }
  } catch (error) {
    return { ok: false, reason: 'no_json', message: String(error) }
  }
}
