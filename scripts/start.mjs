/** `npm start`: serves the example site, from a fresh clone with nothing installed. */
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { ensureInstall, root, runMain, start } from './steps.mjs'

/** @param {number} port */
const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, 'localhost')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

await runMain(async () => {
  const port = Number(process.env.PORT ?? 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`PORT must be a whole number from 1 to 65535, not '${process.env.PORT}'.`)
  }
  if (await answers(port)) {
    throw new Error(`Port ${port} is taken. Name a free one: PORT=${port + 1} npm start`)
  }
  await ensureInstall()
  // These are imported only now, because their dependencies may just have been installed.
  const { buildExample, buildPackages } = await import('./build.mjs')
  await buildPackages()
  await buildExample()

  const example = join(root, 'example-next-app')
  const next = createRequire(join(example, 'package.json')).resolve('next/dist/bin/next')
  const { child, exit } = start(process.execPath, [next, 'start', '--port', String(port)], { cwd: example })
  while (child.exitCode === null && !(await answers(port))) await setTimeout(100)
  if (child.exitCode === null) console.log(`\nThe example is at http://localhost:${port}\n`)
  return exit
})
