/** A writable Node stream. */
export interface TextStream {
  write(chunk: string | Uint8Array, ...rest: unknown[]): boolean
}

/** The output of a running program. */
interface ReadStream {
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown
}

/** A running program. */
export interface ChildProcess {
  readonly pid?: number
  readonly stdout: ReadStream
  readonly stderr: ReadStream
  kill(signal: string): boolean
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'close', listener: (code: number | null, signal: string | null) => void): unknown
}

interface SpawnOptions {
  readonly shell: true
  readonly detached: boolean
  readonly windowsHide: true
  readonly stdio: readonly ['ignore', 'pipe', 'pipe']
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string | undefined>>
}

interface NodeProcess {
  readonly stdout: TextStream
  readonly platform: string
  readonly env: Readonly<Record<string, string | undefined>>
  kill(pid: number, signal: string): boolean
  getBuiltinModule?(name: string): unknown
}

interface ChildProcessModule {
  spawn(command: string, options: SpawnOptions): ChildProcess
}

interface OsModule {
  readonly constants: { readonly signals: Readonly<Record<string, number>> }
}

/**
 * Node's `process`. It is looked up at run time and not imported, because this package also runs in browsers.
 * @throws Error outside Node
 */
export function nodeProcess(caller: string): NodeProcess {
  const { process } = globalThis as { process?: NodeProcess }
  if (process && typeof process.getBuiltinModule === 'function') return process
  throw new Error(`${caller}: it needs Node. It does not work in a task that runs in a page.`)
}

/** The properties of a file. */
interface FileFacts {
  readonly size: number
  readonly mtimeMs: number
  isDirectory(): boolean
}

/** The parts of Node's `fs` and `path` that read folders. */
export interface FolderModules {
  readonly fs: {
    realpath(path: string): Promise<string>
    readdir(path: string): Promise<string[]>
    stat(path: string): Promise<FileFacts>
  }
  readonly path: {
    readonly sep: string
    join(...parts: string[]): string
    resolve(...parts: string[]): string
    relative(from: string, to: string): string
    dirname(path: string): string
  }
}

/**
 * The modules to read folders with.
 * @throws Error outside Node
 */
export function folderModules(caller: string): FolderModules {
  const process = nodeProcess(caller)
  return {
    fs: process.getBuiltinModule?.('node:fs/promises') as FolderModules['fs'],
    path: process.getBuiltinModule?.('node:path') as FolderModules['path'],
  }
}

/**
 * Starts a command in the system's shell.
 * @throws Error outside Node
 */
export function spawnShell(
  caller: string,
  command: string,
  options: Pick<SpawnOptions, 'cwd' | 'env'>,
): ChildProcess {
  const process = nodeProcess(caller)
  const { spawn } = process.getBuiltinModule?.('node:child_process') as ChildProcessModule
  return spawn(command, {
    ...options,
    shell: true,
    // A separate process group, so that all processes of the shell end with it.
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Sends a signal to a program and to all processes it has started. */
export function killGroup(caller: string, child: ChildProcess, signal: string): void {
  const process = nodeProcess(caller)
  try {
    if (process.platform === 'win32' || child.pid === undefined) child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // It ended meanwhile.
  }
}

/** The number of a signal, such as 15 for SIGTERM; 0 for an unknown name. */
export function signalNumber(caller: string, signal: string): number {
  const { constants } = nodeProcess(caller).getBuiltinModule?.('node:os') as OsModule
  return constants.signals[signal] ?? 0
}
