import { createHash } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from '../../engine/logger'

/**
 * The prefix of upload folders: host name and process id. Containers that share a disk cannot see each other's processes, so their host names
 * distinguish them.
 */
export function folderPrefix(pid: number): string {
  return `${machinePrefix()}${pid}-`
}

function machinePrefix(): string {
  return `webio-${createHash('sha256').update(hostname()).digest('hex').slice(0, 8)}-`
}

/** Removes the folders of this machine's processes that ended without cleaning up. Never rejects. */
export async function removeStaleFolders(logger: Logger): Promise<void> {
  try {
    for (const name of await readdir(tmpdir())) {
      if (!name.startsWith(machinePrefix())) continue
      const path = join(tmpdir(), name)
      const pid = Number(name.slice(machinePrefix().length).split('-')[0])
      if (await isStale(pid, path)) await rm(path, { recursive: true, force: true })
    }
  } catch (error) {
    logger.debug('[webio] uploads of an earlier run could not be removed:', error)
  }
}

async function isStale(pid: number, path: string): Promise<boolean> {
  if (pid !== process.pid) return !isRunning(pid)
  // Process ids are reused, in containers at every start. A folder older than this process belongs to another one.
  const started = Date.now() - process.uptime() * 1000
  return (await stat(path)).mtimeMs < started
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // The process is running and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
