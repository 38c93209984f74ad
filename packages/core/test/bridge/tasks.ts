import type { FieldRuntime, FormRequest } from '../../src/engine/form-spec'
import type { Session } from '../../src/engine/session'
import type { TaskContext } from '../../src/engine/task-context'
import { currentContext } from '../../src/engine/context-store'
import type { OptionSpec } from '../../src/protocol/input-spec'
import { ROOT_ID } from '../../src/protocol/output-spec'

/** The engine as a task reaches it, so that these tests are about the bridge and not about the functions of the API. */

export const context = (): TaskContext => currentContext('test')
export const session = (): Session => context().session

/** Shows a text. Gives back its id. */
export function say(text: string): number {
  const id = session().newId()
  session().command({ type: 'output-insert', parent: ROOT_ID, outputs: [{ id, type: 'text', text }] })
  return id
}

/** Shows a button that calls back. Gives back its id. */
export function button(label: string, run: () => unknown): number {
  const id = session().newId()
  session().command({
    type: 'output-insert',
    parent: ROOT_ID,
    outputs: [{ id, type: 'button', button: { label } }] as never,
  })
  session().listen(id, [{ key: 0, run }])
  return id
}

/** Asks for a text. */
export async function ask(label: string): Promise<string> {
  return String((await askFor(label, { spec: { name: 'data', type: 'text', label }, convert: (raw) => raw }))['data'])
}

/** Asks for one of some options. */
export async function choose(label: string, options: readonly OptionSpec[]): Promise<number> {
  const field: FieldRuntime = { spec: { name: 'data', type: 'select', options }, convert: (raw) => raw }
  return Number((await askFor(label, field))['data'])
}

async function askFor(label: string, field: FieldRuntime): Promise<Readonly<Record<string, unknown>>> {
  const request: FormRequest = { label, fields: [field], cancelable: false, single: true }
  const answer = await session().openForm(context(), request)
  return answer.cancelled ? {} : answer.values
}

/** What a browser's visit looks like: a greeting, a question, an answer. */
export async function greet(): Promise<string> {
  say('hi')
  const name = await ask('Name')
  say(`Hello ${name}`)
  return name
}

/** A promise that is settled from outside. */
export function deferred<T = void>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
