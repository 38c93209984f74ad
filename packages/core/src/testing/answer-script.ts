import type { ScriptRunCommand } from '../protocol/commands'
import type { ScriptResultEvent } from '../protocol/events'
import type { Json, JsonObject } from '../protocol/json'

/** The answer of a test's page to a script. Without `run`, the page refuses the script. */
export async function answerScript(
  { script, code, args }: ScriptRunCommand,
  run: ((code: string, args: JsonObject) => unknown) | undefined,
): Promise<ScriptResultEvent> {
  if (!run)
    return { type: 'script-result', script, ok: false, reason: 'refused', message: 'open_app has no browser' }
  try {
    const value = ((await run(code, args)) ?? null) as Json
    return { type: 'script-result', script, ok: true, value }
  } catch (error) {
    return { type: 'script-result', script, ok: false, reason: 'threw', message: String(error) }
  }
}
