import process from 'node:process'
import { installAsyncContext } from '../async-context'
import type { SessionSpans } from './session-spans'

const TRACING = Symbol.for('@webio/core/tracing/1')

/** The state that all copies of this package in a process share. */
interface Tracing {
  spans: SessionSpans | null
  readonly loaded: Promise<void>
}

type Global = { [TRACING]?: Tracing }

/**
 * Loads the tracer of sessions, if the program has `@opentelemetry/api`. Resolves when it is known whether sessions are traced. If the package cannot
 * be loaded, Node prints a warning, and sessions run without traces.
 */
export function loadTracing(): Promise<void> {
  const global = globalThis as Global
  if (global[TRACING]) return global[TRACING].loaded
  const tracing: Tracing = { spans: null, loaded: load().then((spans) => void (tracing.spans = spans)) }
  global[TRACING] = tracing
  return tracing.loaded
}

/** The tracer of sessions; null while it is not loaded, and in a program without `@opentelemetry/api`. */
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
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND')
      process.emitWarning(
        `@opentelemetry/api cannot be loaded, so WebIO does not trace its sessions: ${String(error)}`,
      )
    return null
  }
}
