import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Inside the repository's node_modules, so that the files of tests find the packages. */
const CACHE = resolve(__dirname, '../../../../node_modules/.cache/webio')
/** The file of the command. */
export const WEBIO = resolve(__dirname, '../../dist/webio.js')

/** A folder with files, by name. It is deleted at the end of the enclosing block. */
export function folderWith(files: Readonly<Record<string, string>>) {
  mkdirSync(CACHE, { recursive: true })
  // Otherwise, TypeScript files of the tests would follow the `paths` of the workspace to the sources.
  writeFileSync(join(CACHE, 'tsconfig.json'), '{}')
  const path = mkdtempSync(join(CACHE, 'cli-'))
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  for (const [name, text] of Object.entries(files)) write(name, text)
  return { path, write, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/** A process and its output. It ends at the end of the enclosing block. */
export class TestProcess implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #looks = new Set<() => void>()
  /** At this event all its output has been read, unlike at `exit`. */
  readonly #closed: Promise<unknown>
  #output = ''

  private constructor(
    program: string,
    args: readonly string[],
    cwd: string,
    env: Readonly<Record<string, string>> = {},
  ) {
    const { NODE_ENV: _jest, ...inherited } = process.env
    this.#child = spawn(program, args, {
      cwd,
      env: { ...inherited, ...env } as unknown as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#closed = new Promise((closed) => this.#child.once('close', closed))
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString()
        for (const look of this.#looks) look()
      })
    }
  }

  /** `webio …args` */
  static webio(
    cwd: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): TestProcess {
    return new TestProcess(process.execPath, [WEBIO, ...args], cwd, env)
  }

  /** `node …args` */
  static node(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): TestProcess {
    return new TestProcess(process.execPath, args, cwd, env)
  }

  /** Another program. */
  static program(
    name: string,
    args: readonly string[],
    cwd: string,
    env: Readonly<Record<string, string>> = {},
  ): TestProcess {
    return new TestProcess(name, args, cwd, env)
  }

  get pid(): number {
    return this.#child.pid ?? -1
  }

  get output(): string {
    return this.#output
  }

  /** Waits until it has written something, and returns the match. */
  says(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((found, failed) => {
      const end = (): void => failed(new Error(`It ended without saying ${pattern}:\n${this.#output}`))
      const look = (): void => {
        const match = pattern.exec(this.#output)
        if (!match) return
        this.#looks.delete(look)
        found(match)
      }
      this.#looks.add(look)
      look()
      void this.#closed.then(end)
    })
  }

  /** The address that it printed; the last one if it restarted. */
  async url(): Promise<string> {
    const [, url = ''] = await this.says(/listening on (http:\S+)/)
    return url
  }

  /** From now on, nobody reads what it writes: it gets an error for each line. */
  stopReading(): void {
    this.#child.stdout?.destroy()
    this.#child.stderr?.destroy()
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Waits for its end. Returns its exit code. */
  async ended(): Promise<number | null> {
    await this.#closed
    return this.#child.exitCode
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Tries to end it gracefully first, because it may have started other processes.
    this.#child.kill('SIGTERM')
    const killing = setTimeout(() => this.#child.kill('SIGKILL'), 5000)
    await this.#closed
    clearTimeout(killing)
  }
}

/** Only on Linux, where an environment variable tells xdg-open which program opens pages. */
export const onLinux = (name: string, test: () => Promise<void>): void =>
  (process.platform === 'linux' ? it : it.skip)(name, test)

/** A browser that records which pages it opens. */
export function browserIn({ path, write }: ReturnType<typeof folderWith>) {
  const browser = join(path, 'browser.sh')
  const opened = join(path, 'opened')
  write('browser.sh', `#!/bin/sh\nprintf %s "$1" > "${opened}.new" && mv "${opened}.new" "${opened}"\n`)
  chmodSync(browser, 0o755)
  return {
    env: { BROWSER: browser, DISPLAY: '' },
    /** Waits until it has opened a page. Returns the address. */
    opened: () =>
      new Promise<string>((found) => {
        const watcher = watch(path)
        const look = (): void => {
          if (!existsSync(opened)) return
          watcher.close()
          found(readFileSync(opened, 'utf8'))
        }
        watcher.on('change', look)
        look()
      }),
  }
}
