/**
 * `npm run soak:cluster`: runs the checks of a cluster at full size. Three processes over Redis are behind
 * nginx and HAProxy, which send each request to another process, and 200 pages answer forms: for 2 minutes;
 * while Redis is down for 30 seconds; while all processes are replaced; and while one is killed. It prints
 * lost answers (0), failed requests and times, and fails if an answer is lost. `npm run soak:cluster --
 * outage` runs only one of `none`, `outage`, `restart` and `kill`. `--seconds`, `--pages`, `--nodes` and
 * `--pause` (milliseconds between two answers of a page) change the size.
 */
import process from 'node:process'
import { parseArgs } from 'node:util'
import { ensureInstall, root, runMain } from './steps.mjs'

/** How long each run takes, in seconds. Redis is down for a third of it. */
const SECONDS = { none: 120, outage: 90, restart: 30, kill: 30 }

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      nodes: { type: 'string', default: '3' },
      pages: { type: 'string', default: '200' },
      seconds: { type: 'string' },
      pause: { type: 'string', default: '1000' },
      built: { type: 'boolean', default: false },
    },
  })
  await ensureInstall()
  if (!values.built) {
    const { buildPackages } = await import('./build.mjs')
    await buildPackages()
  }
  const { createJiti } = await import('jiti')
  /** @type {typeof import('../packages/react/test/load/cluster-run')} */
  const { INCIDENTS, playCluster } = await createJiti(root).import(
    './packages/react/test/load/cluster-run.ts',
  )
  const incidents = INCIDENTS.filter((one) => positionals.length === 0 || positionals.includes(one))
  let isGood = incidents.length > 0
  for (const incident of incidents) {
    const seconds = Number(values.seconds ?? SECONDS[incident])
    console.log(`--- ${incident}: ${values.pages} pages, ${values.nodes} processes, ${seconds} s`)
    const options = {
      ...{ incident, seconds, nodes: Number(values.nodes) },
      ...{ pages: Number(values.pages), pauseMs: Number(values.pause) },
    }
    const report = await playCluster(options, (line) => console.log(line))
    const { answers, lost, errors, failures, p50, p99, longest, log } = report
    console.log(
      `answers ${answers}, lost ${lost}, errors ${errors.length}, failed requests ${failures.length}`,
    )
    console.log(`p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, longest ${longest.toFixed(0)} ms`)
    for (const line of new Set([...errors, ...failures, ...log].slice(0, 20))) console.log(`  ${line}`)
    // A process that is replaced or killed aborts requests, which pages repeat.
    const mayFail = incident === 'restart' || incident === 'kill'
    isGood &&= lost === 0 && errors.length === 0 && (mayFail || failures.length === 0)
  }
  return isGood ? 0 : 1
})
