/**
 * `npm run load`: 3,000 pages answer forms of durable sessions in 3 workers for 60 seconds, in Redis and in
 * Postgres. Meanwhile, a worker is killed, and later all workers are replaced. It prints errors, lost
 * answers, times and memory, and fails if an answer is lost. `npm run load -- --sessions 300 --store redis`,
 * `--workers`, `--seconds` and `--pause` (milliseconds between two answers of a page) change these numbers.
 */
import process from 'node:process'
import { parseArgs } from 'node:util'
import { ensureInstall, root, runMain } from './steps.mjs'

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      sessions: { type: 'string', default: '3000' },
      workers: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '60' },
      pause: { type: 'string', default: '8000' },
      store: { type: 'string', default: 'redis,postgres' },
      built: { type: 'boolean', default: false },
    },
  })
  await ensureInstall()
  if (!values.built) {
    const { buildPackages } = await import('./build.mjs')
    await buildPackages()
  }
  let isGood = true
  const { createJiti } = await import('jiti')
  /** @type {typeof import('../packages/react/test/load/load-run')} */
  const { playLoad } = await createJiti(root).import('./packages/react/test/load/load-run.ts')
  for (const store of /** @type {('redis' | 'postgres')[]} */ (values.store.split(','))) {
    console.log(`--- ${values.sessions} sessions in ${values.workers} workers, durable in ${store}`)
    const options = {
      store,
      workers: Number(values.workers),
      sessions: Number(values.sessions),
      seconds: Number(values.seconds),
      pauseMs: Number(values.pause),
    }
    const report = await playLoad(options, (line) => console.log(line))
    const { answers, lost, errors, p50, p99, longest, kilobytesPerSession, log } = report
    console.log(`answers ${answers}, lost ${lost}, errors ${errors.length}`)
    console.log(`p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, longest ${longest.toFixed(0)} ms`)
    console.log(`memory of a session that waits: ${kilobytesPerSession.toFixed(0)} kB`)
    for (const line of [...new Set(errors), ...log].slice(0, 20)) console.log(`  ${line}`)
    isGood &&= lost === 0 && errors.length === 0
  }
  return isGood ? 0 : 1
})
