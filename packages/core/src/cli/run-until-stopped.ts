import cluster from 'node:cluster'
import process from 'node:process'
import type { ClosingOptions } from '../server/close-options'
import type { WebIOServer } from '../server/serve'
import { runningServers } from '../server/serve'

/** The messages between `webio` and a process that serves for it. */
export type FromServer =
  | { readonly type: 'listening'; readonly port: number }
  /** The process was told to stop, and stays for sessions that end with it. */
  | { readonly type: 'staying' }
export type ToServer =
  /** Another process replaces this one. */
  | { readonly type: 'replace' }
  /** End. Sessions have `drain` seconds to end; sessions that belong to the code of this process have `keep` seconds. */
  | { readonly type: 'stop'; readonly drain: number; readonly keep: number }

/** Ends the running server of this command gracefully, on a signal or when the parent process asks for it. */
export function runUntilStopped(server: WebIOServer): void {
  // A terminal and a supervisor send signals to all processes; the primary decides what its workers do.
  if (cluster.isWorker) for (const signal of SIGNALS) process.on(signal, () => {})
  else endWithSignals(() => server.close())
  if (!process.send) return
  process.on('message', (message: ToServer) => {
    if (message.type === 'replace') void server.close({ replaced: true }).then(() => process.exit())
    if (message.type === 'stop') void stop(message).then(() => process.exit())
  })
  process.on('disconnect', () => process.exit()) // The process that has started this one has died.
  process.send({ type: 'listening', port: server.port } satisfies FromServer)
}

/** Ends gracefully, and tells the primary if sessions delay the end. */
async function stop({ drain, keep }: { readonly drain: number; readonly keep: number }): Promise<void> {
  const onStay = () => void process.send?.({ type: 'staying' } satisfies FromServer)
  await closeAll({ drain, keep, onStay })
}

/** Closes all servers, because a file may start several. */
async function closeAll(options: ClosingOptions): Promise<void> {
  await Promise.all([...runningServers()].map((server) => server.close(options)))
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Ends the process gracefully on the first signal, at once on the second. */
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
