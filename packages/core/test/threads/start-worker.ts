import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { buildSync } from 'esbuild'

const SOURCES = join(__dirname, '../../src')

let code: string | null = null

/** The worker's program with its sources, because Node does not read TypeScript. */
function program(): string {
  code ??= buildSync({
    entryPoints: [join(__dirname, 'worker.ts')],
    absWorkingDir: dirname(SOURCES),
    alias: { '@webio/core': join(SOURCES, 'index.ts') },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    write: false,
  }).outputFiles[0]?.text as string
  return code
}

/** A worker thread that runs a scenario from worker.ts, and its messages. */
export function startWorker(scenario: string): {
  worker: Worker
  posted: unknown[]
  exited: Promise<number>
} {
  const worker = new Worker(program(), { eval: true, workerData: scenario })
  const posted: unknown[] = []
  worker.on('message', (message) => posted.push(message))
  return {
    worker,
    posted,
    // Not at its error, because earlier messages are complete only at its exit.
    exited: new Promise((resolve) => worker.once('exit', resolve)),
  }
}
