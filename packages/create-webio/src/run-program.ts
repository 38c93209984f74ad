import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { CreateError } from './create-error'
import type { PackageManager } from './package-manager'

/**
 * Installs the dependencies in a folder's package.json.
 * @throws CreateError if the package manager fails or is missing
 */
export const install = (folder: string, manager: PackageManager): Promise<void> =>
  runProgram(manager, ['install'], folder)

/**
 * Makes a folder a Git repository, and commits its content. Does nothing if the folder is in a repository already.
 * @throws CreateError if Git fails or is missing
 */
export async function commitAll(folder: string): Promise<void> {
  if (await succeeds('git', ['rev-parse', '--is-inside-work-tree'], folder)) return
  await runProgram('git', ['init', '--quiet'], folder)
  await runProgram('git', ['add', '--all'], folder)
  await runProgram('git', ['commit', '--quiet', '--message', 'A WebIO app'], folder)
}

const succeeds = (program: string, args: readonly string[], cwd: string): Promise<boolean> =>
  exitCode(program, args, cwd, 'ignore').then(
    (code) => code === 0,
    () => false,
  )

async function runProgram(program: string, args: readonly string[], cwd: string): Promise<void> {
  const command = [program, ...args].join(' ')
  try {
    const code = await exitCode(program, args, cwd, 'inherit')
    if (code !== 0)
      throw new CreateError(
        `${command} ended with code ${code}. The files were written: run it again in ${cwd}.`,
      )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new CreateError(
        `${program} is not installed. The files were written: install it, and run ${command} in ${cwd}.`,
      )
    throw error
  }
}

async function exitCode(
  program: string,
  args: readonly string[],
  cwd: string,
  output: 'inherit' | 'ignore',
): Promise<number | null> {
  // Package managers are scripts on Windows, which only a shell can start. The arguments contain nothing that a person typed.
  const isShell = process.platform === 'win32'
  const child = spawn(program, [...args], { cwd, stdio: ['inherit', output, output], shell: isShell })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}
