import type { NodeSpec } from '../../src/protocol/output-spec'
import type { OpenApp, OpenAppOptions } from '../../src/testing/index'
import { open_app } from '../../src/testing/index'

/** Runs `body` in a session, and returns its result or throws its error. */
export async function inSession<T>(body: () => T, options?: OpenAppOptions): Promise<T> {
  let outcome: { value: T } | { error: unknown } | null = null
  const app = await open_app(() => {
    try {
      outcome = { value: body() }
    } catch (error) {
      outcome = { error }
    }
  }, options)
  await app.close()
  const settled = outcome as unknown as { value: T } | { error: unknown }
  if ('error' in settled) throw settled.error
  return settled.value
}

/** The only output that `body` shows, as it is sent: without its id, and with its children by type. */
export async function shownBy(body: () => unknown): Promise<Record<string, unknown>> {
  const app = await open_app(body)
  expect(app.errors).toEqual([])
  const [id, ...more] = app.tree.nodes.get(0)?.children ?? []
  expect(more).toEqual([])
  return specOf(app, id ?? -1)
}

/** The spec of a node without its id, including its children's. */
export function specOf(app: OpenApp, id: number): Record<string, unknown> {
  const node = app.tree.nodes.get(id)
  const { id: _, ...spec } = (node?.spec ?? { id }) as NodeSpec
  const children = node?.children ?? []
  return { ...spec, ...(children.length > 0 && { children: children.map((child) => specOf(app, child)) }) }
}

/** The error of a function, as `Name: message`. */
export function thrown(body: () => unknown): string {
  try {
    body()
  } catch (error) {
    return String(error)
  }
  return 'nothing'
}

/** Lets one turn of the event loop and its timers pass. */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(() => setImmediate(resolve), 0)
  })

/** A promise that a test settles. */
export class Gate<T = void> {
  readonly promise: Promise<T>
  open!: (value: T) => void

  constructor() {
    this.promise = new Promise((resolve) => {
      this.open = resolve
    })
  }
}
