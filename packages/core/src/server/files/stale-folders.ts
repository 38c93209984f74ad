import { createHash } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from '../../engine/logger'

/**
 * How the names of folders with uploads begin: whose machine, whose process. Containers that share a disk know nothing of one another's
 * processes, so their host names tell them apart.
 */
export function folderPrefix(pid: number): string {
  return `${machinePrefix()}${pid}-`
}

function machinePrefix(): string {
  return `webio-${createHash('sha256').update(hostname()).digest('hex').slice(0, 8)}-`
}

/** Takes away what processes of this machine that ended without a word have left. Never rejects. */
export async function removeStaleFolders(logger: Logger): Promise<void> {
  try {
    for (const name of await readdir(tmpdir())) {
      if (!name.startsWith(machinePrefix())) continue
      const path = join(tmpdir(), name)
      const pid = Number(name.slice(machinePrefix().length).split('-')[0])
      if (await isStale(pid, path)) await rm(path, { recursive: true, force: true })
    }
  } catch (error) {
    logger.debug('[webio] uploads of an earlier run could not be taken away:', error)
  }
}

async function isStale(pid: number, path: string): Promise<boolean> {
  if (pid !== process.pid) return !isRunning(pid)
  // Numbers of processes come again, in containers at every start. What is older than this process is another's.
  const started = Date.now() - process.uptime() * 1000
  return (await stat(path)).mtimeMs < started
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It runs, and is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
