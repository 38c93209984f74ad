import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { Slots } from './slots'

/** The maximum number of files that are open at once. */
const MOST = 64
/**
 * The maximum number of files that are used at once: Node's threads for files, without one for everything else that reads or writes. With more, the
 * work would wait for a thread. Here, the records of a session that waits become one write.
 */
const MOST_USED = Math.max(1, (Number(process.env['UV_THREADPOOL_SIZE']) || 4) - 1)
/** How long a file stays open after its last use. */
const REST_MS = 1000

interface OpenFile {
  readonly handle: FileHandle
  users: number
  usedAt: number
}

/**
 * Opens files for appending, and keeps each open for a moment after its use: a session that writes often does not have to open its file every time,
 * and an idle session keeps no file open. The number of open files and of those that are used at once is limited.
 */
export class OpenFiles {
  readonly #open = new Map<string, OpenFile>()
  readonly #slots = new Slots(MOST_USED)
  #opening = 0
  #timer: NodeJS.Timeout | null = null

  /** Calls `use` with the file, which must exist. Calls for one path must not overlap. */
  use<T>(path: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
    return this.inSlot(async () => {
      const file = this.#open.get(path) ?? (await this.#add(path))
      file.users += 1
      try {
        return await use(file.handle)
      } finally {
        file.users -= 1
        file.usedAt = performance.now()
        this.#timer ??= setTimeout(() => this.#rest(), REST_MS).unref()
      }
    })
  }

  /** Calls `task`, which opens one file by itself, when there is room for one more. */
  inSlot<T>(task: () => Promise<T>): Promise<T> {
    return this.#slots.run(task)
  }

  /** Closes a file. Nobody may be using it. */
  async close(path: string): Promise<void> {
    const file = this.#open.get(path)
    this.#open.delete(path)
    await file?.handle.close()
  }

  /** Closes all files. */
  async closeAll(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    await Promise.all([...this.#open.keys()].map((path) => this.close(path)))
  }

  async #add(path: string): Promise<OpenFile> {
    this.#opening += 1
    try {
      while (this.#open.size + this.#opening > MOST) {
        const idle = [...this.#open].find(([, { users }]) => users === 0)
        if (!idle) break
        await this.close(idle[0])
      }
      return await this.#openFile(path)
    } finally {
      this.#opening -= 1
    }
  }

  async #openFile(path: string): Promise<OpenFile> {
    const handle = await open(path, constants.O_RDWR | constants.O_APPEND)
    const file = { handle, users: 0, usedAt: 0 }
    this.#open.set(path, file)
    return file
  }

  #rest(): void {
    this.#timer = null
    const now = performance.now()
    for (const [path, { users, usedAt }] of this.#open)
      if (users === 0 && now - usedAt >= REST_MS) void this.close(path).catch(() => {})
    if (this.#open.size > 0) this.#timer = setTimeout(() => this.#rest(), REST_MS).unref()
  }
}
