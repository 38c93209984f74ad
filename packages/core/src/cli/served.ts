import process from 'node:process'
import type { WebIOServer } from '../server/serve'

/** The messages between a watching `webio` and the process that serves for it. */
export type ToWatcher = { readonly type: 'listening'; readonly port: number }
export type ToServer = { readonly type: 'replace' }

/** Ends the running server gracefully on a signal, or when the watcher wants to start another one. */
export function served(server: WebIOServer): void {
  endWithSignals(() => server.close())
  if (!process.send) return
  process.on('message', (message: ToServer) => {
    if (message.type === 'replace') void server.close({ replaced: true }).then(() => process.exit())
  })
  process.on('disconnect', () => process.exit()) // The watcher has exited.
  process.send({ type: 'listening', port: server.port } satisfies ToWatcher)
}

/** Ends the process gracefully on the first signal, and at once on the second. */
function endWithSignals(end: () => Promise<void>): void {
  let isEnding = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isEnding) process.exit(1)
      isEnding = true
      void end().then(() => process.exit())
    })
  }
}
