/**
 * `npm run dev`: serves the example site in `next dev`, and rebuilds packages when one of their sources changes. A change of the example, or of
 * @webio/react, reloads the page. After a change of a server package the site restarts, and pages reconnect by themselves.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import process from 'node:process'
import { ensureInstall, npm, root, runMain, start, step } from './steps.mjs'

/** One save may write several files. */
const QUIET_MS = 100

await runMain(async () => {
  const port = Number(process.env.PORT ?? 3000)
  await ensureInstall()
  // These are imported only now, because their dependencies may just have been installed.
  const { buildPackages, buildPlayground, buildReference, forgetBuild } = await import('./build.mjs')
  const { packageFolders } = await import('./entrypoints.mjs')
  const { watch } = await import('chokidar')
  await buildPackages()
  await buildReference()
  await buildPlayground()

  const example = join(root, 'example-next-app')
  const next = createRequire(join(example, 'package.json')).resolve('next/dist/bin/next')
  const serve = () => start(process.execPath, [next, 'dev', '--port', String(port)], { cwd: example })
  let site = serve()

  /** @param {string[]} folders in the order in which they are built */
  const rebuild = async (folders) => {
    for (const folder of folders) {
      forgetBuild(folder)
      await step(`build ${folder}`, `npm run build -w @webio/${folder}`, () =>
        npm('run', '--silent', 'build:code', '-w', `@webio/${folder}`),
      )
    }
    if (folders.every((folder) => folder === 'react')) return
    site.child.kill('SIGTERM')
    await site.exit
    site = serve()
  }

  /** @type {Set<string>} */
  const changed = new Set()
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  let isBuilding = false
  const build = async () => {
    if (isBuilding || changed.size === 0) return
    isBuilding = true
    const folders = packageFolders.filter((folder) => changed.has(folder))
    changed.clear()
    try {
      await rebuild(folders)
    } catch (error) {
      // The developer fixes it in the editor. The previous build keeps running.
      console.error(String(error))
    }
    isBuilding = false
    await build()
  }
  for (const folder of packageFolders) {
    const sources = ['src', 'page'].map((name) => join(root, 'packages', folder, name))
    watch(sources, { ignoreInitial: true, ignored: /\.test(-d)?\.tsx?$/ }).on('all', () => {
      changed.add(folder)
      clearTimeout(timer)
      timer = setTimeout(() => void build(), QUIET_MS)
    })
  }
  process.once('SIGINT', () => process.exit(130))
  process.once('SIGTERM', () => process.exit(143))
  await new Promise(() => {})
})
