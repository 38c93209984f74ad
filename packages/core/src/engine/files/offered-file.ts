import type { ByteRange, FileContent, StreamedContent } from './file-content'
import { piecesOf, piecesOfStream, sizedContent, sizeOf } from './file-content'

/** Events of an offered file. */
export interface OfferedFileListener {
  transferBegan(): void
  /** A transfer has ended, whole or broken. */
  transferEnded(isWhole: boolean): void
  /** The author's content could not be read. */
  failed(error: unknown): void
}

/** A file that a page may fetch. */
export class OfferedFile {
  readonly name: string
  /** The size in bytes; null if it is unknown before reading. */
  readonly size: number | null
  readonly #sized: Uint8Array | Blob | null
  #stream: StreamedContent | null
  #transfers = 0
  readonly #listener: OfferedFileListener

  constructor(name: string, content: FileContent, listener: OfferedFileListener) {
    this.name = name
    this.#sized = sizedContent(content)
    this.#stream = this.#sized ? null : (content as StreamedContent)
    this.size = this.#sized && sizeOf(this.#sized)
    this.#listener = listener
  }

  /** Whether a transfer is running. */
  get isBeingRead(): boolean {
    return this.#transfers > 0
  }

  /**
   * Begins a transfer. The content is read as fast as the consumer takes it, and released when the transfer ends.
   * @param range a part of a file of known size. @default the whole file
   * @returns null for a stream that has already been read
   */
  read(range?: ByteRange): ReadableStream<Uint8Array> | null {
    const pieces = this.#pieces(range)
    if (!pieces) return null
    const upTo = range?.end ?? this.size
    const isLast = upTo === null || upTo === this.size
    this.#transfers++
    this.#listener.transferBegan()
    let ended = false
    const end = (isWhole: boolean): void => {
      if (ended) return
      ended = true
      this.#transfers--
      this.#listener.transferEnded(isWhole)
    }
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          try {
            const { done, value } = await pieces.next()
            if (!done) return controller.enqueue(value)
            controller.close()
            end(isLast)
          } catch (error) {
            end(false)
            this.#listener.failed(error)
            controller.error(error)
          }
        },
        cancel: async () => {
          end(false)
          await pieces.return(undefined)
        },
      },
      // Each piece is read on demand, never in advance.
      { highWaterMark: 0 },
    )
  }

  #pieces(range?: ByteRange): AsyncGenerator<Uint8Array> | null {
    if (this.#sized) return piecesOf(this.#sized, range ?? { start: 0, end: sizeOf(this.#sized) })
    const stream = this.#stream
    this.#stream = null
    return stream && piecesOfStream(stream)
  }
}
