import type { Json, ScriptResultEvent, ScriptRunCommand } from '@webio/core/protocol'
import { inNextFrame } from './frame-scheduler'
import type { Scripts } from '../session/page-services'
import { pendingLoads } from '../session/pending-loads'

/** A page's answer to a script, without the script's number. */
type Outcome =
  | { readonly ok: true; readonly value: Json }
  | Pick<Extract<ScriptResultEvent, { ok: false }>, 'ok' | 'reason' | 'message'>

/** The longest time that an unloaded part of the page holds up a script and what follows it. */
const LONGEST_WAIT_MS = 10_000

/** A script that waits to start, and the function to call when it starts. */
interface WaitingScript {
  readonly command: ScriptRunCommand
  readonly started: () => void
}

/**
 * Runs the scripts of `run_js` and `eval_js` in the order in which they came. Each runs after the outputs before it are in the document, and after
 * the scripts inside those have run. A promise does not hold up the next script.
 */
export class ScriptRunner implements Scripts {
  readonly #answer: (event: ScriptResultEvent) => void
  #waiting: WaitingScript[] = []
  #withdraw = (): void => {}
  #isOver = false

  /**
   * @param answer sends the outcome of a script
   */
  constructor(answer: (event: ScriptResultEvent) => void) {
    this.#answer = answer
  }

  add(command: ScriptRunCommand, isAllowed: boolean): Promise<void> {
    if (!isAllowed) {
      this.#settle(command, { ok: false, reason: 'refused', message: 'this page allows no scripts' })
      return Promise.resolve()
    }
    return new Promise((started) => {
      this.#waiting.push({ command, started })
      if (this.#waiting.length === 1) this.#schedule()
    })
  }

  dispose(): void {
    this.#withdraw()
    this.#isOver = true
    for (const { started } of this.#waiting.splice(0)) started()
  }

  #schedule(): void {
    this.#withdraw = inNextFrame(() => {
      const loads = pendingLoads()
      if (!loads) return this.#runAll()
      void Promise.race([loads.then(() => false), later(LONGEST_WAIT_MS)]).then((isLate) => {
        if (this.#isOver) return
        if (isLate) this.#runAll()
        else this.#schedule()
      })
    })
  }

  #runAll(): void {
    for (const { command, started } of this.#waiting.splice(0)) {
      void run(command).then((outcome) => this.#settle(command, outcome))
      started()
    }
  }

  #settle({ script }: ScriptRunCommand, outcome: Outcome): void {
    this.#answer({ type: 'script-result', script, ...outcome })
  }
}

/** Resolves with true after `ms` milliseconds. */
function later(ms: number): Promise<true> {
  return new Promise((resolve) => setTimeout(resolve, ms, true))
}

/** Returns the outcome of a script. Its synchronous part runs at once. */
async function run({ kind, code, args }: ScriptRunCommand): Promise<Outcome> {
  let body: (...values: unknown[]) => unknown
  try {
    body = new Function(
      ...Object.keys(args),
      kind === 'expression' ? `return (${code}\n)` : code,
    ) as typeof body
  } catch (error) {
    // Any other error means that the page's content security policy forbids it.
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
  // An error in statements is reported like that of any script in the page. An expression's error goes to the task, which awaits it.
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
