/**
 * Sends a signal to a process that may have ended by itself.
 * @param pid its id; a negative one means its group
 * @param signal 0 sends nothing
 * @returns false if there is no such process
 */
export function signalProcess(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}
