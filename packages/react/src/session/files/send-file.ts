import type { FileWire, SendOptions, UploadPlace } from '../wire/file-wire'
import { FileWireError } from '../wire/file-wire'

/** How often in a row a part may fail before the upload fails: about half a minute, which is how long a session waits for its page. */
const MAX_FAILURES = 8
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 8000
/** Parts of this size or smaller are not too large for anything on the way. */
const SMALLEST_PART = 64 * 1024

/**
 * Sends a file in parts, and continues after each failure at the server's position.
 * @param isNew whether the server has nothing of the file, so that it need not be asked for its position
 * @param onProgress called with the number of bytes that have arrived or are on their way
 * @returns when the whole file has arrived. Rejects with a FileWireError after too many failures, or if the server has no such upload
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

/** The server does not know the upload, or no longer knows it, or accepts nothing from here. */
function isFinal(error: unknown): boolean {
  return !(error instanceof FileWireError) || [403, 404, 405].includes(error.status)
}

/** Something on the way rejects parts of this size. */
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
