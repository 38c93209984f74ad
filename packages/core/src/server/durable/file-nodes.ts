import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import type { Server } from 'node:net'
import { connect, createServer } from 'node:net'
import { hostname } from 'node:os'
import { join, relative, sep } from 'node:path'

/** The time until which a claim holds, and the last time its holder was active. */
export interface Lease {
  readonly until: number
  readonly seenAt: number
}

/** The file in which a process describes itself. */
interface NodeFile {
  /** The running kernel. Processes of the same kernel can reach each other's sockets. */
  readonly kernel: string
  readonly hasSocket: boolean
  /** The last renewal. It applies to all claims of the process that are not in `apart`. */
  readonly lease: Lease
  /** Claims that the last renewal left out, by session. */
  readonly apart: Readonly<Record<string, Lease>>
}

/** Files of processes that were already read, for a query about many claims. */
export type KnownNodes = Map<string, Promise<NodeFile | null>>

/** The longest socket path that every system accepts. */
const LONGEST_SOCKET_PATH = 103

/**
 * The processes that use a folder of journals. Each has a name, a file and a socket in the subfolder `nodes`.
 *
 * A claim ends with the process that holds it, so a restarted server does not wait for leases. When a process ends in any way, the kernel closes its
 * socket and refuses further connections. Unlike a process number, a socket cannot be mistaken for that of another process, not even in containers.
 * If the process is on another machine, or its file system has no sockets, only its leases count.
 */
export class FileNodes {
  /** The name of this process in the files. */
  readonly name = randomBytes(9).toString('base64url')
  readonly #folder: string
  readonly #ended = new Set<string>()
  #socket: Server | null = null
  #joined: Promise<void> | null = null

  constructor(folder: string) {
    this.#folder = join(folder, 'nodes')
  }

  /** Creates the folder, and registers this process in it. */
  join(): Promise<void> {
    return (this.#joined ??= this.#join().catch((error: unknown) => {
      this.#joined = null
      throw error
    }))
  }

  /** Publishes the time until which the claims of this process hold. */
  async renew(lease: Lease, apart: Readonly<Record<string, Lease>>): Promise<void> {
    await this.join()
    await this.#write(lease, apart)
  }

  /**
   * The lease of one claim, from the last renewal of its process; null if the file of the process is gone.
   * @param known files that were already read, for a query about many claims
   */
  async leaseOf(node: string, session: string, known: KnownNodes = new Map()): Promise<Lease | null> {
    const read = known.get(node) ?? this.#read(node)
    known.set(node, read)
    const file = await read
    return file?.apart[session] ?? file?.lease ?? null
  }

  /** Tells whether a process still runs. The state of a process on another machine is unknown. */
  async stateOf(node: string): Promise<'runs' | 'ended' | 'unknown'> {
    if (node === this.name) return 'runs'
    if (this.#ended.has(node)) return 'ended'
    const file = await this.#read(node)
    if (file && (file.kernel !== kernelName() || !file.hasSocket)) return 'unknown'
    // A process removes its file when it ends properly.
    if (file && !(await isRefused(this.#socketOf(node)))) return 'runs'
    this.#ended.add(node)
    return 'ended'
  }

  /** Tells a process that it has lost a claim, unless the process has ended. */
  async tellLoss(node: string, session: string, epoch: number): Promise<void> {
    if ((await this.stateOf(node)) === 'ended') return
    await writeFile(this.#pathOf(node, 'lost'), `${session} ${epoch}\n`, { flag: 'a', mode: 0o600 })
  }

  /** The losses that other processes reported with `tellLoss`: sessions, each with the epoch of the claim that took it over. */
  async losses(): Promise<ReadonlyMap<string, number>> {
    const text = await readFile(this.#pathOf(this.name, 'lost'), 'utf8').catch(orNothing)
    const lines = (text ?? '').split('\n').filter((line) => line !== '')
    return new Map(
      lines.map((line) => {
        const [session = '', epoch] = line.split(' ')
        return [session, Number(epoch)]
      }),
    )
  }

  /** Removes the files of processes that ended before `time`. */
  async sweep(time: number): Promise<void> {
    const names = (await readdir(this.#folder).catch(orNothing)) ?? []
    for (const node of new Set(names.map((name) => name.split('.')[0]!))) {
      const file = await this.#read(node)
      if ((file?.lease.seenAt ?? 0) <= time && (await this.stateOf(node)) === 'ended')
        await this.#remove(node)
    }
  }

  /** Ends the claims of this process. */
  async close(): Promise<void> {
    const joined = this.#joined
    this.#joined = null
    await joined?.catch(() => {})
    const socket = this.#socket
    this.#socket = null
    if (socket) await new Promise<void>((resolve) => socket.close(() => resolve()))
    if (joined) await this.#remove(this.name)
  }

  async #join(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    this.#socket = await listenAt(this.#socketOf(this.name))
    await this.#write({ until: 0, seenAt: 0 }, {})
  }

  async #write(lease: Lease, apart: NodeFile['apart']): Promise<void> {
    const file: NodeFile = { kernel: kernelName(), hasSocket: this.#socket !== null, lease, apart }
    const path = this.#pathOf(this.name, 'json')
    // Readers see either the old file or the new one.
    await writeFile(`${path}.tmp`, JSON.stringify(file), { mode: 0o600 })
    await rename(`${path}.tmp`, path)
  }

  async #read(node: string): Promise<NodeFile | null> {
    const text = await readFile(this.#pathOf(node, 'json'), 'utf8').catch(orNothing)
    return text === null ? null : (JSON.parse(text) as NodeFile)
  }

  async #remove(node: string): Promise<void> {
    for (const end of ['json', 'json.tmp', 'lost', 'sock']) await rm(this.#pathOf(node, end), { force: true })
  }

  #pathOf(node: string, end: string): string {
    // Not with `join`: the bundler of Next would assume that the server reads all files of the site.
    return `${this.#folder}${sep}${node}.${end}`
  }

  #socketOf(node: string): string {
    if (process.platform === 'win32') return `\\\\.\\pipe\\webio-${node}`
    const path = this.#pathOf(node, 'sock')
    const short = relative('', path)
    return short.length < path.length ? short : path
  }
}

/**
 * @returns null if the file system has no sockets, or the path is too long for one
 */
function listenAt(path: string): Promise<Server | null> {
  if (Buffer.byteLength(path) > LONGEST_SOCKET_PATH) return Promise.resolve(null)
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', () => resolve(null))
    // Exclusive: otherwise the parent of a node:cluster worker would own the socket, and the socket would outlive the worker.
    server.listen({ path, exclusive: true }, () => {
      server.removeAllListeners('error').on('error', () => {})
      resolve(server.unref())
    })
  })
}

/** True if no process listens at this path. */
function isRefused(path: string): Promise<boolean> {
  if (Buffer.byteLength(path) > LONGEST_SOCKET_PATH) return Promise.resolve(false)
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'ECONNREFUSED' || code === 'ENOENT'),
    )
  })
}

let kernel: string | null = null

/** The name of the running kernel. Processes of one kernel reach each other's sockets, even in different containers. */
function kernelName(): string {
  return (kernel ??= bootId() ?? hostname())
}

function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return null
  }
}

function orNothing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
