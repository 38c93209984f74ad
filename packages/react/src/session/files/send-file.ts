import type { FileWire, SendOptions, UploadPlace } from '../wire/file-wire'
import { FileWireError } from '../wire/file-wire'

/** So often in a row a part may fail before the upload does: for about half a minute, as long as a session waits for its page. */
const MAX_FAILURES = 8
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 8000
/** Below that it is not the size of the parts that something on the way does not like. */
const SMALLEST_PART = 64 * 1024

/**
 * Sends a file, part by part, and goes on after each failure where the server says it is.
 * @param isNew the server has nothing of it: it need not be asked
 * @param onProgress called with the number of bytes that are there or on their way
 * @returns when all of it is there. Rejects with a FileWireError when it was tried for long enough, or the server has no place for it
 */
export async function sendFile(
  wire: FileWire,
  place: UploadPlace,
  file: Blob,
  { isNew, signal, onProgress }: SendOptions & { readonly isNew: boolean },
): Promise<void> {
  let offset = isNew ? 0 : null
  let partBytes = wire.partBytes
  let failures = 0
  while (offset === null || offset < file.size) {
    try {
      if (offset === null) offset = await wire.offset(place, signal)
      const from: number = offset
      const part = file.slice(from, from + partBytes)
      if (part.size > 0) {
        offset = await wire.send(place, from, part, {
          signal,
          onProgress: (bytes) => onProgress(from + bytes),
        })
      }
      failures = 0
      onProgress(offset)
    } catch (error) {
      if (signal.aborted || isFinal(error)) throw error
      if (isTooLarge(error) && partBytes > SMALLEST_PART) {
        partBytes /= 2
        continue
      }
      if (++failures > MAX_FAILURES) throw error
      offset = null
      await pause(Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS), signal)
    }
  }
}

/** The server knows of no such upload (any more), or takes nothing from here. */
function isFinal(error: unknown): boolean {
  return !(error instanceof FileWireError) || [403, 404, 405].includes(error.status)
}

/** Something on the way takes no parts of this size. */
function isTooLarge(error: unknown): boolean {
  return error instanceof FileWireError && error.status === 413
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end, { once: true })
  })
}
