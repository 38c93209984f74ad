/** Runs publint and attw (“Are the types wrong?”) on the packages as they would be published. */
import { join } from 'node:path'
import { entrypoints, isCode, isCommandOnly, packageFolders, packageName } from './entrypoints.mjs'
import { root, run, runMain } from './steps.mjs'

await runMain(async () => {
  for (const folder of packageFolders) {
    const cwd = join(root, 'packages', folder)
    const entries = Object.entries(entrypoints[folder] ?? {})
      // A style sheet has no module format that could be wrong.
      .filter(([, source]) => isCode(source) || source.endsWith('/'))
      .map(([subpath]) => subpath)
    console.log(packageName(folder))
    run('npx', ['--no-install', 'publint', '--strict', '--pack', 'npm'], { cwd })
    if (isCommandOnly(folder)) continue
    run('npx', ['--no-install', 'attw', '--pack', '--profile', 'node16', '--entrypoints', ...entries], {
      cwd,
    })
  }
})
