import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import process from 'node:process'
import { cacheFolder } from '../../server/modules/cache-folder'

/** The result of a type check. */
export type TypeReport = { readonly errors: string } | { readonly skipped: string }

/** The compiler's options for a file without a tsconfig.json. */
const DEFAULTS =
  '--strict --skipLibCheck --target es2022 --module esnext --moduleResolution bundler --jsx react-jsx'.split(
    ' ',
  )

/**
 * Checks the types of a file with the TypeScript that is installed next to it. If there is a tsconfig.json, it checks the whole project.
 * @param file absolute path
 * @returns the compiler's messages, empty if there are none; or the reason why nothing was checked
 */
export async function checkTypes(file: string): Promise<TypeReport> {
  const compiler = compilerFor(file)
  if (compiler === undefined) return { skipped: 'TypeScript is not installed here' }
  const project = above(dirname(file), 'tsconfig.json')
  if (project === undefined && !/^\.[cm]?tsx?$/.test(extname(file)))
    return { skipped: 'the file is JavaScript' }
  if (project === undefined) return compile(compiler, [...DEFAULTS, file], dirname(file))
  const own = await projectWith(file, project)
  try {
    return await compile(compiler, ['--project', own], dirname(project))
  } finally {
    await rm(own, { force: true })
  }
}

/** Creates a project that contains the file, no matter what its tsconfig.json includes. It is below node_modules, where it finds packages. */
async function projectWith(file: string, project: string): Promise<string> {
  const folder = cacheFolder(file) ?? dirname(project)
  await mkdir(folder, { recursive: true })
  const own = join(folder, `tsconfig.check-${process.pid}.json`)
  const compilerOptions = { composite: false, incremental: false }
  await writeFile(own, JSON.stringify({ extends: project, compilerOptions, files: [file] }))
  return own
}

async function compile(compiler: string, args: readonly string[], cwd: string): Promise<TypeReport> {
  const child = spawn(process.execPath, [compiler, '--noEmit', '--pretty', 'false', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd,
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { errors: code === 0 ? '' : output.trimEnd() || `tsc ended with code ${code}` }
}

function compilerFor(file: string): string | undefined {
  try {
    return join(dirname(createRequire(file).resolve('typescript/package.json')), 'bin/tsc')
  } catch {
    return undefined
  }
}

/** The nearest file with a name, from a folder upwards. */
function above(folder: string, name: string): string | undefined {
  const path = join(folder, name)
  if (existsSync(path)) return path
  const parent = dirname(folder)
  return parent === folder ? undefined : above(parent, name)
}
