import cluster from 'node:cluster'
import process from 'node:process'
import type { ClosingOptions } from '../server/close-options'
import type { WebIOServer } from '../server/serve'
import { runningServers } from '../server/serve'

/** What a `webio` and a process that serves for it tell each other. */
export type FromServer =
  | { readonly type: 'listening'; readonly port: number }
  /** It was told to stop, and stays for sessions that end with their process. */
  | { readonly type: 'staying' }
export type ToServer =
  /** Another process takes its place. */
  | { readonly type: 'replace' }
  /** End; sessions have so many seconds to end first, and those that belong to the code of this process have `keep`. */
  | { readonly type: 'stop'; readonly drain: number; readonly keep: number }

/** A server of this command runs: it ends in order, with a signal or when the process that has started this one says so. */
export function runUntilStopped(server: WebIOServer): void {
  // A terminal and a supervisor send signals to all processes: the primary decides what its workers do.
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

/** Ends in order, and tells the primary if sessions hold it up that it is to wait for. */
async function stop({ drain, keep }: { readonly drain: number; readonly keep: number }): Promise<void> {
  const onStay = () => void process.send?.({ type: 'staying' } satisfies FromServer)
  await closeAll({ drain, keep, onStay })
}

/** A file may start several servers. */
async function closeAll(options: ClosingOptions): Promise<void> {
  await Promise.all([...runningServers()].map((server) => server.close(options)))
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

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
