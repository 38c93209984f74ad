import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import process from 'node:process'
import { watch } from 'chokidar'
import type { Command } from './arguments'
import { serverArguments } from './arguments'
import type { ToServer, FromServer } from './run-until-stopped'

/** How long files must be unchanged, because editors write in several steps. */
const SETTLED_MS = 80
/** How long a server may take to end before it is killed. */
const LONGEST_END_MS = 3000

const IGNORED = /(^|[\\/])(node_modules|\.[^\\/.][^\\/]*)($|[\\/])/

/**
 * Runs a command in its own process, and in a new one whenever a file next to its FILE changes. Open pages continue with the new code: they start a
 * new session at the same address.
 * @param cli this command's own file
 */
export async function watchAndRun(command: Command, cli: string): Promise<void> {
  const replacing = new ReplacedProcess(command, cli)
  let changed: ReturnType<typeof setTimeout> | undefined
  const file = resolve(command.file)
  const folder = statSync(file, { throwIfNoEntry: false })?.isDirectory() ? file : dirname(file)
  const watcher = watch(folder, {
    ignored: (path) => IGNORED.test(relative(folder, path)),
    ignoreInitial: true,
  })
  watcher.on('all', (_event, path) => {
    clearTimeout(changed)
    changed = setTimeout(() => void replacing.replace(path), SETTLED_MS)
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void replacing.end(signal).then(() => process.exit()))
  await once(watcher, 'ready')
  replacing.start()
}

/** The process that serves, one after the other. */
class ReplacedProcess {
  readonly #command: Command
  readonly #cli: string
  #child: ChildProcess | null = null
  /** The port of the first process, on which later ones listen, too. */
  #port: number | undefined
  #replacing: Promise<void> | null = null
  #isDue = false

  constructor(command: Command, cli: string) {
    this.#command = command
    this.#cli = cli
    this.#port = command.port
  }

  start(): void {
    const isFirst = this.#child === null
    const args = serverArguments(this.#command, {
      port: this.#port,
      open: isFirst ? this.#command.open : false,
    })
    const child = spawn(process.execPath, [...process.execArgv, this.#cli, ...args], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    })
    child.on('message', (message: FromServer) => {
      if (message.type === 'listening') this.#port = message.port
    })
    child.once('exit', (code) => {
      if (code) say('it ended with an error. It restarts at the next change.')
    })
    this.#child = child
  }

  /** Starts a new process. Changes that come meanwhile start one more. */
  async replace(path: string): Promise<void> {
    this.#isDue = true
    await (this.#replacing ??= this.#replace(path).finally(() => {
      this.#replacing = null
    }))
  }

  async #replace(path: string): Promise<void> {
    while (this.#isDue) {
      this.#isDue = false
      say(`${path} has changed.`)
      const child = this.#child
      if (child?.connected) child.send({ type: 'replace' } satisfies ToServer)
      await this.#ended(child)
      this.start()
    }
  }

  async end(signal: 'SIGINT' | 'SIGTERM'): Promise<void> {
    this.#child?.kill(signal)
    await this.#ended(this.#child)
  }

  /** Waits for the end of a process, and kills it if it takes too long. */
  async #ended(child: ChildProcess | null): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const killing = setTimeout(() => child.kill('SIGKILL'), LONGEST_END_MS)
    await once(child, 'exit')
    clearTimeout(killing)
  }
}

function say(text: string): void {
  process.stdout.write(`[webio] ${text}\n`)
}
