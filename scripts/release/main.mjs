/**
 * `npm run release`: checks the packages as they would be published, then publishes them and tags the commit.
 * `npm run release -- --dry-run`: only checks. `--manager pnpm` installs with one package manager instead of all.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { ensureInstall, npm, root, run, runMain, step } from '../steps.mjs'

await runMain(async () => {
  const { values } = parseArgs({
    options: { 'dry-run': { type: 'boolean', default: false }, manager: { type: 'string', multiple: true } },
  })
  await ensureInstall()
  // These are imported only now, because their dependencies may just have been installed.
  const { hasOrigin, metadataProblems, NO_ORIGIN } = await import('./metadata.mjs')
  const { MANAGERS, tryNewProject } = await import('./new-project.mjs')
  const { pack } = await import('./pack.mjs')

  const problems = metadataProblems()
  if (!hasOrigin() && !values['dry-run']) problems.push(NO_ORIGIN)
  if (problems.length > 0) throw new Error(problems.join('\n'))

  await step('build', 'npm run build', () => npm('run', '--silent', 'build'))
  await step('package checks', 'npm run packages', () => npm('run', '--silent', 'packages'))
  const folder = mkdtempSync(join(tmpdir(), 'webio-release-'))
  try {
    const tarballs = pack(folder)
    for (const manager of values.manager ?? Object.keys(MANAGERS))
      await step(`a new project, ${manager}`, `npm run release -- --dry-run --manager ${manager}`, () =>
        tryNewProject({ manager, folder, tarballs }),
      )
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  if (!values['dry-run']) run('npx', ['--no-install', 'changeset', 'publish'], { cwd: root })
  else if (hasOrigin()) console.log('\nThe packages can be published.')
  else console.log(`\nAll checks have passed. Before the packages can be published:\n${NO_ORIGIN}`)
})
