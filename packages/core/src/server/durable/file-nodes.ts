import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import type { Server } from 'node:net'
import { connect, createServer } from 'node:net'
import { hostname } from 'node:os'
import { join, relative, sep } from 'node:path'

/** Up to when a claim holds, and when its holder was there. */
export interface Lease {
  readonly until: number
  readonly seenAt: number
}

/** What a process says of itself. */
interface NodeFile {
  /** Whose sockets it shares: the running kernel. */
  readonly kernel: string
  readonly hasSocket: boolean
  /** The last renewal, which holds for all its claims that are not in `apart`. */
  readonly lease: Lease
  /** Claims that the last renewal left out, by session. */
  readonly apart: Readonly<Record<string, Lease>>
}

/** Files of processes, while one question is about many claims. */
export type KnownNodes = Map<string, Promise<NodeFile | null>>

/** The longest path of a socket that every system takes. */
const LONGEST_SOCKET_PATH = 103

/**
 * The processes that use a folder of journals, each with a name, a file and a socket of its own in the subfolder `nodes`.
 *
 * A claim ends with the process that holds it, so that a restarted server need not wait for leases: the kernel closes the socket of a process that ends,
 * however it ends, and refuses connections from then on. Unlike the number of a process, a socket cannot be mistaken for that of another process, in
 * containers neither. If the process is on another machine, or its file system has no sockets, its leases decide alone.
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

  /** Makes the folder and this process known. */
  join(): Promise<void> {
    return (this.#joined ??= this.#join().catch((error: unknown) => {
      this.#joined = null
      throw error
    }))
  }

  /** Says up to when the claims of this process hold. */
  async renew(lease: Lease, apart: Readonly<Record<string, Lease>>): Promise<void> {
    await this.join()
    await this.#write(lease, apart)
  }

  /**
   * What the last renewal of a process says of one of its claims; null if it is gone.
   * @param known files that were read already, for many questions at once
   */
  async leaseOf(node: string, session: string, known: KnownNodes = new Map()): Promise<Lease | null> {
    const read = known.get(node) ?? this.#read(node)
    known.set(node, read)
    const file = await read
    return file?.apart[session] ?? file?.lease ?? null
  }

  /** Whether a process still runs. Of processes on other machines nobody can tell. */
  async stateOf(node: string): Promise<'runs' | 'ended' | 'unknown'> {
    if (node === this.name) return 'runs'
    if (this.#ended.has(node)) return 'ended'
    const file = await this.#read(node)
    if (file && (file.kernel !== kernelName() || !file.hasSocket)) return 'unknown'
    // A process removes its file on its way out.
    if (file && !(await isRefused(this.#socketOf(node)))) return 'runs'
    this.#ended.add(node)
    return 'ended'
  }

  /** Tells a process, if it is there, that it has lost a claim. */
  async tellLoss(node: string, session: string, epoch: number): Promise<void> {
    if ((await this.stateOf(node)) === 'ended') return
    await writeFile(this.#pathOf(node, 'lost'), `${session} ${epoch}\n`, { flag: 'a', mode: 0o600 })
  }

  /** What others have said by `tellLoss`: sessions, with the epoch that took each over. */
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

  /** Removes what processes that have ended before `time` have left. */
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
    // Readers see the old file or the new one.
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
    // Not by `join`: Next's bundler would take all files of the site for files that the server reads.
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
    // Exclusive: a worker of node:cluster would otherwise leave the socket to its parent, and the socket would survive it.
    server.listen({ path, exclusive: true }, () => {
      server.removeAllListeners('error').on('error', () => {})
      resolve(server.unref())
    })
  })
}

/** True if nobody listens there any more. */
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

/** Names the running kernel: processes of one kernel reach each other's sockets, in different containers too. */
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
