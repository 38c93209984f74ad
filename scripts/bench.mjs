/**
 * `npm run bench`: compares WebIO with the bare libraries that it uses. `npm run bench -- --quick` only
 * checks that everything works. `--json FILE` also writes the table as JSON. Other arguments are names of
 * rows: `npm run bench -- throughput memory`. `--beside FOLDER` compares this checkout with another one,
 * which is installed and built, in the same run. `--markdown` writes the figures into docs/performance.md.
 */
import process from 'node:process'
import { parseArgs } from 'node:util'
import { ensureInstall, runMain } from './steps.mjs'

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      beside: { type: 'string' },
      markdown: { type: 'boolean', default: false },
    },
  })
  if (values.markdown && (values.quick || values.beside))
    throw new Error(
      '--markdown writes the figures of a full run against the bare parts: remove --quick and --beside.',
    )
  await ensureInstall()
  // These are imported only now, because their dependencies may just have been installed.
  const { buildPackages } = await import('./build.mjs')
  const { ensureChromium } = await import('./chromium.mjs')
  await buildPackages()
  process.env.NODE_ENV = 'production'
  const { runBench } = await import('../packages/core/bench/main.mjs')
  await runBench({
    quick: values.quick,
    json: values.json,
    only: positionals,
    beside: values.beside,
    markdown: values.markdown,
    chromium: ensureChromium,
  })
})
