/**
 * `npm run soak:durable`: kills durable sessions at random moments, for 10,000 seeds. `npm run soak:durable
 * -- 500` runs 500 seeds. To repeat a failed seed: `KILL_SEED=7 npm test -- --selectProjects core -t killed`.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { ensureInstall, root, runMain } from './steps.mjs'

const TEST = 'packages/core/test/durable/kill-gate'

await runMain(async () => {
  const seeds = Number(process.argv[2] ?? 10_000)
  await ensureInstall()
  const start = performance.now()
  const workers = Math.min(availableParallelism(), seeds)
  const each = Math.ceil(seeds / workers)
  const codes = await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      const from = 1 + worker * each
      const env = {
        ...process.env,
        KILL_FROM: String(from),
        KILL_SEEDS: String(Math.min(each, seeds + 1 - from)),
      }
      const args = [
        join(root, 'node_modules/jest/bin/jest.js'),
        '--ci',
        '--runInBand',
        TEST,
        '--selectProjects',
        'core',
      ]
      const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
      const [code] = await once(child, 'exit')
      return code
    }),
  )
  const seconds = Math.round((performance.now() - start) / 1000)
  const isGood = codes.every((code) => code === 0)
  console.log(`${seeds} seeds in ${seconds} s: ${isGood ? 'no failure' : 'there are failures'}`)
  if (!isGood) process.exitCode = 1
})
