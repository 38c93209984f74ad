import { installAsyncContext } from '../async-context'
import type { SessionSpans } from './session-spans'

const TRACING = Symbol.for('@webio/core/tracing/1')

/** All copies of this package in a process share one. */
interface Tracing {
  spans: SessionSpans | null
  readonly loaded: Promise<void>
}

type Global = { [TRACING]?: Tracing }

/** Loads what traces sessions, if the program has `@opentelemetry/api`. Resolves when sessions are traced, or never will be. */
export function loadTracing(): Promise<void> {
  const global = globalThis as Global
  if (global[TRACING]) return global[TRACING].loaded
  const tracing: Tracing = { spans: null, loaded: load().then((spans) => void (tracing.spans = spans)) }
  global[TRACING] = tracing
  return tracing.loaded
}

/** What traces sessions; null while it is not loaded, and in a program without `@opentelemetry/api`. */
export function sessionSpans(): SessionSpans | null {
  return (globalThis as Global)[TRACING]?.spans ?? null
}

async function load(): Promise<SessionSpans | null> {
  try {
    const [api, { SessionSpans }] = await Promise.all([
      import('@opentelemetry/api'),
      import('./session-spans'),
    ])
    installAsyncContext()
    return new SessionSpans(api)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return null
    throw error
  }
}
