import { SessionClosedException } from '../../errors'
import { runInContext } from '../../engine/task-context'
import type { OptionRules } from '../arguments'
import { checkArgument, checkOptions } from '../arguments'
import { settled } from '../settled'
import { liveContext } from '../live-context'
import { put_text } from '../output/put-text'
import type { ChildProcess } from './node-modules'
import { killGroup, signalNumber, spawnShell } from './node-modules'

/** How long a program may take to end after a signal, in milliseconds. */
const GRACE_MS = 3000

/** Options of `run_shell`. */
export interface RunShellOptions {
  /** Called with the command's output as it comes, in pieces of text that are not lines. @default shows the text with `put_text`, inline */
  output?: (text: string) => unknown
  /** Ends the command when it is aborted; the promise rejects with the reason. */
  signal?: AbortSignal
  /** The working directory. @default the server's working directory */
  cwd?: string
  /** Additional environment variables. */
  env?: Readonly<Record<string, string | undefined>>
}

const RUN_SHELL_RULES = {
  output: 'function',
  signal: 'signal',
  cwd: 'string',
  env: 'object',
} as const satisfies OptionRules

const CALLER = 'run_shell'

/**
 * Runs a command in the server's shell, and passes on its standard output and errors while it runs. The command and the processes it has started end
 * with the session. Node only.
 *
 * Never put a visitor's input into the command: a shell executes everything. Pass it in `env` (`"$NAME"`), or run the program without a shell, with
 * `spawn` of `node:child_process`.
 *
 * @returns the exit code; if a signal ended the command, 128 plus the signal's number, as in shells. Rejects with SessionClosedException if the
 * session or the task ends first, with the reason of `signal`, with the error of `output`, or if the command cannot be started
 * @throws TypeError if an argument has the wrong type; Error outside Node
 * @example const code = await run_shell('npm test', { output: (text) => logbox_append('tests', text) })
 */
export function run_shell(command: string, options?: RunShellOptions): Promise<number> {
  const context = liveContext(CALLER)
  checkArgument(CALLER, 'command', command, 'string')
  const {
    output = (text: string) => put_text(text, { inline: true }),
    signal,
    cwd,
    env,
  } = checkOptions(CALLER, options, RUN_SHELL_RULES)
  if (signal?.aborted) return settled(Promise.reject<number>(signal.reason as Error))
  const { session, task } = context
  const child = spawnShell(CALLER, command, {
    ...(cwd !== undefined && { cwd }),
    ...(env !== undefined && { env: { ...(globalThis as unknown as WithEnv).process.env, ...env } }),
  })
  return settled(
    new Promise<number>((resolve, reject) => {
      let isOver = false
      const cleanUps: (() => void)[] = []
      const end = (settle: () => void): void => {
        if (isOver) return
        isOver = true
        for (const cleanUp of cleanUps) cleanUp()
        runInContext(context, settle)
      }
      const stop = (reason: unknown): void => {
        if (!isOver) terminate(child)
        end(() => reject(reason as Error))
      }
      const closed = (): void =>
        stop(new SessionClosedException(`${CALLER}: this session, or this task, has been closed.`))
      const aborted = (): void => stop(signal?.reason)
      cleanUps.push(session.onClose(closed), task.onClose(closed))
      signal?.addEventListener('abort', aborted, { once: true })
      cleanUps.push(() => signal?.removeEventListener('abort', aborted))
      const say = (text: string): void => {
        if (isOver || text === '') return
        try {
          runInContext(context, () => output(text))
        } catch (error) {
          stop(error)
        }
      }
      const flushes = [child.stdout, child.stderr].map((stream) => {
        const decoder = new TextDecoder()
        stream.on('data', (chunk) => say(decoder.decode(chunk, { stream: true })))
        return () => say(decoder.decode())
      })
      child.on('error', (error) => end(() => reject(error)))
      child.on('close', (code, name) => {
        for (const flush of flushes) flush()
        end(() => resolve(code ?? 128 + signalNumber(CALLER, name ?? '')))
      })
    }),
  )
}

interface WithEnv {
  readonly process: { readonly env: Readonly<Record<string, string | undefined>> }
}

/** Asks the command to end, and kills it if it does not. */
function terminate(child: ChildProcess): void {
  killGroup(CALLER, child, 'SIGTERM')
  const timer = setTimeout(() => killGroup(CALLER, child, 'SIGKILL'), GRACE_MS)
  child.on('close', () => clearTimeout(timer))
}
