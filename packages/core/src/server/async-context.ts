import { AsyncLocalStorage } from 'node:async_hooks'
import type { ContextStore } from '../engine/tasks/context-store'
import { provideContextStore } from '../engine/tasks/context-store'

/** Lets tasks find their session on Node: across awaits, timers and everything else that preserves the asynchronous context. */
export function installAsyncContext(): ContextStore {
  return provideContextStore(() => {
    const storage = new AsyncLocalStorage<object>()
    return {
      get: () => storage.getStore(),
      run: (context, body) => storage.run(context, body),
      followsAwaits: true,
    }
  })
}
