/**
 * Checks all types without a build: sources, tests, type tests and the tools. It uses the native compiler, which takes a quarter of the time. The
 * linter and the build need the compiler in JavaScript.
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { packageFolders } from './entrypoints.mjs'
import { root } from './steps.mjs'

const projects = [
  ...packageFolders.map((folder) => `packages/${folder}/tsconfig.json`),
  ...packageFolders.map((folder) => `packages/${folder}/tsconfig.src.json`),
  'example-next-app/tsconfig.types.json',
  'tsconfig.json',
]

/**
 * @param {string} project @returns {Promise<boolean>} whether its types are correct
 */
function check(project) {
  const cache = join(root, 'node_modules/.cache/webio', `${project.replaceAll('/', '-')}.7.tsbuildinfo`)
  const args = ['--project', project, '--incremental', '--tsBuildInfoFile', cache, '--pretty']
  const tsc = join(root, 'node_modules/typescript-native/bin/tsc')
  const child = spawn(process.execPath, [tsc, ...args], { cwd: root })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  return new Promise((resolve) =>
    child.on('close', (code) => {
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${project}`)
      if (output) console.log(output)
      resolve(code === 0)
    }),
  )
}

const waiting = [...projects]
/** @returns {Promise<void>} */
async function work() {
  for (let project = waiting.shift(); project; project = waiting.shift()) {
    if (!(await check(project))) process.exitCode = 1
  }
}
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work))
