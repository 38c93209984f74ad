import process from 'node:process'
import type { WebIOServer } from '../server/serve'

/** What a watching `webio` and the one that serves for it tell each other. */
export type ToWatcher = { readonly type: 'listening'; readonly port: number }
export type ToServer = { readonly type: 'replace' }

/** A server of this command runs: it ends in order, with a signal or when a watcher wants to start another one. */
export function runUntilStopped(server: WebIOServer): void {
  endWithSignals(() => server.close())
  if (!process.send) return
  process.on('message', (message: ToServer) => {
    if (message.type === 'replace') void server.close({ replaced: true }).then(() => process.exit())
  })
  process.on('disconnect', () => process.exit()) // The watcher has died.
  process.send({ type: 'listening', port: server.port } satisfies ToWatcher)
}

/** Ends the process with the first signal in order, with the second at once. */
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
